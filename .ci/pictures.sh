#!/usr/bin/env bash
# Renews the pictures of the manual out of `kontor tour`, in both languages; with 128 colours,
# where ImageMagick is there. usage: .ci/pictures.sh (after make build)
set -eu
cd "$(dirname "$0")/.."
names=$(grep -rhoE 'pictures/en/[^)]*\.png' docs/manual/en | sed 's|.*/||; s|\.png$||' | sort -u | paste -sd,)
for lang in zh en; do
	rm -rf "docs/pictures/$lang"
	bin/kontor tour --lang "$lang" --size 1280x760 --only "$names" --out "docs/pictures/$lang" >/dev/null
	for f in "docs/pictures/$lang"/*; do # beginnings of names bring more than was asked for
		case ",$names," in *",$(basename "$f" .png),"*) ;; *) rm "$f" ;; esac
	done
	if command -v mogrify >/dev/null; then mogrify +dither -colors 128 -strip "docs/pictures/$lang"/*.png; fi
done

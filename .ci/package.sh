#!/usr/bin/env bash
# Makes what users install: a tar for Linux, and a Windows .exe where mingw is installed.
set -eu
version="$1"
tags="migrated_fynedo,no_animations,no_emoji"
mkdir -p dist
name="kontor-$version-linux-$(go env GOARCH)"
rm -rf "dist/$name"
mkdir -p "dist/$name"
cp bin/kontor README.md LICENSE THIRD_PARTY_NOTICES CHANGELOG.md Icon.png "dist/$name/"
cat > "dist/$name/kontor.desktop" <<D
[Desktop Entry]
Type=Application
Name=Kontor 商栈
Exec=kontor %f
Icon=kontor
Categories=Office;Finance;
MimeType=application/x-kontor;
D
tar -C dist -czf "dist/$name.tar.gz" "$name"
echo "dist/$name.tar.gz"
if command -v x86_64-w64-mingw32-gcc >/dev/null; then
	CGO_ENABLED=1 GOOS=windows GOARCH=amd64 CC=x86_64-w64-mingw32-gcc \
		go build -tags "$tags" -ldflags "-s -w -H=windowsgui -X main.version=$version" -o "dist/kontor-$version-windows-amd64.exe" .
	echo "dist/kontor-$version-windows-amd64.exe"
else
	echo "No Windows program: install gcc-mingw-w64-x86-64 to build it here."
fi

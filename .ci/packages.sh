#!/usr/bin/env bash
# Finds out which system packages this machine still lacks for building (build), for a
# machine without a screen (screen) and for the tests (test), lists them, asks, installs.
# It does not ask when CI is set, nor as root without a terminal.
# usage: .ci/packages.sh build|screen|test ...
set -u

debian_build="gcc libc6-dev pkg-config libgl1-mesa-dev libegl1-mesa-dev libx11-dev libxcursor-dev libxrandr-dev libxinerama-dev libxi-dev libxxf86vm-dev libwayland-dev libxkbcommon-dev"
debian_screen="xvfb libgl1-mesa-dri"
debian_test="xvfb libgl1-mesa-dri xdotool xclip imagemagick poppler-utils qpdf postgresql dovecot-imapd dovecot-lmtpd cups-daemon cups-client printer-driver-cups-pdf python3"
fedora_build="gcc pkgconf-pkg-config mesa-libGL-devel mesa-libEGL-devel libX11-devel libXcursor-devel libXrandr-devel libXinerama-devel libXi-devel libXxf86vm-devel wayland-devel libxkbcommon-devel"
fedora_screen="xorg-x11-server-Xvfb mesa-dri-drivers"
fedora_test="$fedora_screen xdotool xclip ImageMagick poppler-utils qpdf postgresql-server dovecot exim cups python3"
arch_build="gcc pkgconf mesa libx11 libxcursor libxrandr libxinerama libxi libxxf86vm wayland libxkbcommon"
arch_screen="xorg-server-xvfb"
arch_test="$arch_screen xdotool xclip imagemagick poppler qpdf postgresql dovecot exim cups python"

list_for() { # family kind
	case "$1-$2" in
	debian-build) echo "$debian_build" ;; debian-screen) echo "$debian_screen" ;; debian-test) echo "$debian_test" ;;
	fedora-build) echo "$fedora_build" ;; fedora-screen) echo "$fedora_screen" ;; fedora-test) echo "$fedora_test" ;;
	arch-build) echo "$arch_build" ;; arch-screen) echo "$arch_screen" ;; arch-test) echo "$arch_test" ;;
	esac
}

if [ "$(uname -s)" = Darwin ]; then
	if ! xcode-select -p >/dev/null 2>&1; then
		echo "The C compiler is missing. Run: xcode-select --install" >&2
		exit 1
	fi
	exit 0
fi
case "$(uname -s)" in MINGW* | MSYS*)
	if ! command -v gcc >/dev/null; then
		echo "gcc is missing. In the MSYS2 window run: pacman -S mingw-w64-x86_64-gcc make" >&2
		exit 1
	fi
	exit 0 ;;
esac

if command -v apt-get >/dev/null; then
	family=debian
	has() { dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q "ok installed"; }
	install="apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends"
elif command -v dnf >/dev/null; then
	family=fedora
	has() { rpm -q "$1" >/dev/null 2>&1; }
	install="dnf install -y"
elif command -v pacman >/dev/null; then
	family=arch
	has() { pacman -Qi "$1" >/dev/null 2>&1; }
	install="pacman -S --needed --noconfirm"
else
	echo "This system's package manager is not known here. Needed: a C compiler and the headers of OpenGL, EGL, X11 (Xcursor Xrandr Xinerama Xi Xxf86vm), Wayland and xkbcommon." >&2
	command -v gcc >/dev/null || command -v cc >/dev/null || exit 1
	exit 0
fi

missing=""
for kind in "$@"; do
	for p in $(list_for $family "$kind"); do
		has "$p" || case " $missing " in *" $p "*) ;; *) missing="$missing $p" ;; esac
	done
	# Another mail server stays: the tests then stand a Go SMTP server in for Exim.
	if [ "$family-$kind" = debian-test ] && ! has exim4-daemon-light && ! has exim4-daemon-heavy; then
		if ! dpkg-query -W -f='${Provides} ${Status}\n' 2>/dev/null | grep "mail-transport-agent" | grep -q "ok installed"; then
			missing="$missing exim4-daemon-light"
		fi
	fi
done
[ -z "$missing" ] && exit 0

echo "Missing system packages:$missing"
as=""
if [ "$(id -u)" != 0 ]; then
	if command -v sudo >/dev/null; then as="sudo "; else
		echo "Run as root: $install$missing" >&2
		exit 1
	fi
fi
if [ -z "${CI:-}" ] && ! { [ "$(id -u)" = 0 ] && [ ! -t 0 ]; }; then
	printf 'Install them with "%s%s"? [Y/n] ' "$as" "$install"
	read -r answer || answer=n
	case "$answer" in "" | y | Y | yes) ;; *)
		echo "Nothing installed. Run: $as$install$missing" >&2
		exit 1 ;;
	esac
fi

if [ $family = debian ]; then
	# No server may start by itself: the tests start their own as an unprivileged user.
	made=""
	if [ ! -e /usr/sbin/policy-rc.d ]; then
		printf '#!/bin/sh\nexit 101\n' | $as tee /usr/sbin/policy-rc.d >/dev/null && $as chmod 755 /usr/sbin/policy-rc.d && made=1
	fi
	case "$missing" in *postgresql*)
		if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
			$as mkdir -p /etc/postgresql-common
			echo "create_main_cluster = false" | $as tee /etc/postgresql-common/createcluster.conf >/dev/null
		fi ;;
	esac
	$as apt-get update -qq
	$as env DEBIAN_FRONTEND=noninteractive $install $missing
	code=$?
	[ -n "$made" ] && $as rm -f /usr/sbin/policy-rc.d
else
	$as $install $missing
	code=$?
fi
if [ $code != 0 ]; then
	echo "The packages could not be installed. Run yourself: $as$install$missing" >&2
fi
exit $code

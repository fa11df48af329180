#!/bin/sh
# The tests drive Debian's Chromium, make PDF with Pango, read it with pdftotext and try the samples of nginx, Caddy and
# Prometheus. As root what is missing is installed; otherwise one line says how.
missing=""
has() { command -v "$1" >/dev/null 2>&1; }
library() { /sbin/ldconfig -p 2>/dev/null | grep -q "$1"; }
has chromium || has chromium-browser || has google-chrome || has google-chrome-stable || missing="$missing chromium"
has pdftotext || missing="$missing poppler-utils"
library libpangoft2-1.0 || missing="$missing libpango-1.0-0 libpangoft2-1.0-0"
library libharfbuzz-subset || missing="$missing libharfbuzz-subset0"
has nginx || [ -x /usr/sbin/nginx ] || missing="$missing nginx-light"
has prometheus || missing="$missing prometheus"
has caddy || missing="$missing caddy"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && has apt-get; then
  echo "Installing for the tests, once:$missing"
  # shellcheck disable=SC2086
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null && exit 0
fi
echo "Tests that need them will be skipped. To have them: sudo apt-get install$missing" >&2
exit 0

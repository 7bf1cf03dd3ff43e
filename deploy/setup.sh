#!/bin/sh
# Make .venv and install what is locked; with "dev" also what tests and checks need.
#   sh deploy/setup.sh [dev]
#   PYTHON=/path/to/python3.12   use this interpreter        WHEELS=wheelhouse   install from that folder, without internet
# A copy of each lock is kept inside .venv once it is installed: as long as it equals the lock there is nothing to do.
set -eu
cd "$(dirname "$0")/.."
venv=.venv
venv_python=$venv/bin/python

say() { printf '%s\n' "$*"; }
stop() { say "" "setup: $*" >&2; exit 1; }

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

# Prints the first interpreter that is 3.11 or newer. Each candidate is run: a version manager's shim may exist and not work.
find_python() {
    if [ -n "${PYTHON:-}" ]; then
        is_new_enough "$PYTHON" || stop "PYTHON=$PYTHON does not run or is older than 3.11."
        say "$PYTHON"; return
    fi
    for candidate in python3.12 python3.11 python3 python3.13 python3.14 python; do
        if is_new_enough "$candidate"; then say "$candidate"; return; fi
    done
    stop "Python 3.11 or newer is needed and none was found (tried python3.12, python3.11, python3, python).
       Debian or Ubuntu: sudo apt install python3 python3-venv      Or name one: make setup PYTHON=/path/to/python3.12
       需要 Python 3.11 或更新版本，本机没有找到。"
}

has_pip() { "$venv_python" -m pip --version >/dev/null 2>&1; }
is_root_on_debian() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }

# Debian ships Python without the part that puts pip into a new environment. Three ways out, then a plain sentence.
make_venv() {
    python=$1
    say "Making $venv with $("$python" --version)"
    if "$python" -c 'import ensurepip' >/dev/null 2>&1 && "$python" -m venv --clear "$venv"; then return; fi
    if is_root_on_debian; then
        minor=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        say "Python has no ensurepip; installing Debian's python$minor-venv"
        apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q "python$minor-venv" &&
            "$python" -m venv --clear "$venv" && return
    fi
    if "$python" -m pip --version >/dev/null 2>&1; then
        "$python" -m venv --clear --without-pip "$venv"
        "$python" -m pip --python "$venv_python" install ${WHEELS:+--no-index --find-links "$WHEELS"} pip && return
    fi
    stop "this Python cannot make an environment: its ensurepip is missing.
       Debian or Ubuntu: sudo apt install python3-venv      Then run the command again.
       本机的 Python 缺少 venv 组件，请先安装 python3-venv 再重试。"
}

install_lock() {
    lock=$1
    kept=$venv/installed-$lock
    if cmp -s "$lock" "$kept"; then return; fi
    say "Installing $lock (checked against its hashes)"
    "$venv_python" -m pip install --require-hashes --disable-pip-version-check --no-input \
        ${WHEELS:+--no-index --find-links "$WHEELS"} -r "$lock" ||
        stop "the packages of $lock could not be installed.
       No internet here? See deploy/offline.md.      本机不能上网时，请看 deploy/offline.md。"
    cp "$lock" "$kept.new" && mv "$kept.new" "$kept"
}

if ! is_new_enough "$venv_python"; then
    python=$(find_python)
    make_venv "$python"
elif ! cmp -s requirements.txt "$venv/installed-requirements.txt" && ! has_pip; then
    make_venv "$(find_python)"
fi
install_lock requirements.txt
if [ "${1:-}" = dev ]; then install_lock requirements-dev.txt; fi

#!/bin/sh
# A private PostgreSQL for measurements, in a folder of its own; reachable from this machine only.
#   postgres.sh install        installs PostgreSQL by apt, if it is not there (needs root)
#   postgres.sh start DIR      makes a database in DIR, starts its server, prints its JDBC address
#   postgres.sh stop DIR       stops the server and removes DIR
# Run as root it works as the user postgres, since PostgreSQL refuses root.
set -eu

fail() {
  printf 'postgres.sh: %s\n' "$1" >&2
  exit 1
}

# Prints the folder of the newest installed server's programs.
programs() {
  for dir in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -t/ -k5 -n -r); do
    [ -x "$dir/initdb" ] && printf '%s\n' "$dir" && return
  done
  initdb=$(command -v initdb) || return 1
  dirname "$initdb"
}

as_server() {
  if [ "$(id -u)" -eq 0 ]; then
    su postgres -s /bin/sh -c 'cd / && exec "$0" "$@"' -- "$@"
  else
    "$@"
  fi
}

install() {
  if programs >/dev/null; then
    return
  fi
  command -v apt-get >/dev/null || fail "there is no apt-get; install PostgreSQL by hand"
  apt-get update >&2
  DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends postgresql >&2
}

free_port() {
  port=$((20000 + $$ % 20000))
  while grep -qi ":$(printf '%04X' "$port") " /proc/net/tcp /proc/net/tcp6 2>/dev/null; do
    port=$((port + 1))
  done
  printf '%s\n' "$port"
}

start() {
  bin=$(programs) || fail "PostgreSQL is not installed; run: $0 install"
  [ ! -e "$1/data" ] || fail "$1/data exists already"
  mkdir -p "$1"
  if [ "$(id -u)" -eq 0 ]; then
    chown postgres "$1"
  fi
  port=$(free_port)
  as_server "$bin/initdb" -D "$1/data" -U coro -A trust -E UTF8 >"$1/initdb.log" 2>&1 ||
    fail "initdb failed: $(tail -n 1 "$1/initdb.log")"
  as_server "$bin/pg_ctl" -D "$1/data" -l "$1/data/server.log" -w \
    -o "-c listen_addresses=127.0.0.1 -p $port -k $1" start >/dev/null 2>&1 ||
    fail "the server did not start: $(tail -n 1 "$1/data/server.log")"
  printf 'jdbc:postgresql://127.0.0.1:%s/postgres?user=coro\n' "$port"
}

stop() {
  bin=$(programs) || fail "PostgreSQL is not installed"
  [ -d "$1/data" ] || fail "$1 has no database"
  as_server "$bin/pg_ctl" -D "$1/data" -m fast -w stop >/dev/null
  rm -rf "$1"
}

case ${1:-} in
  install) install ;;
  start | stop)
    [ $# -eq 2 ] || fail "which folder? $1 DIR"
    mkdir -p "$2"
    "$1" "$(CDPATH='' cd -- "$2" && pwd -P)"
    ;;
  *) fail "install, start DIR or stop DIR?" ;;
esac

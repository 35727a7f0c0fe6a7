#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A PostgreSQL server for the comparison alone: its own data folder, a local socket, no network. Sourced
# by peers.sh, which sets $data, $count and $pin. The server does not run as root: as root it is started as
# the user postgres, in a folder that this user can reach.
# shellcheck disable=SC2154

postgres_folder='' postgres_running=''

as_postgres() {
  if [ "$(id -u)" = 0 ]; then
    (cd / && runuser -u postgres -- "$@")
  else
    "$@"
  fi
}

postgres_bin() {
  for folder in /usr/lib/postgresql/*/bin; do newest=$folder; done
  echo "$newest"
}

# Finds or makes the folder. A socket's whole path is at most 107 bytes.
find_postgres_folder() {
  [ -z "$postgres_folder" ] || return 0
  if [ -s "$data/postgres-folder" ]; then
    postgres_folder=$(cat "$data/postgres-folder")
    [ -d "$postgres_folder" ] && return 0
  fi
  postgres_folder=$data/postgres
  mkdir -p "$postgres_folder"
  [ "$(id -u)" != 0 ] || chown postgres: "$postgres_folder"
  if [ "${#postgres_folder}" -gt 80 ] || ! as_postgres test -w "$postgres_folder"; then
    rmdir "$postgres_folder"
    postgres_folder=$(mktemp -d "${TMPDIR:-/tmp}/outturn-postgres.XXXXXX")
    [ "$(id -u)" != 0 ] || chown postgres: "$postgres_folder"
  fi
  echo "$postgres_folder" >"$data/postgres-folder"
}

postgres_connection() {
  find_postgres_folder
  echo "host=$postgres_folder dbname=postgres user=bench"
}

# Does not wait until the server answers: its client tries until it does. Settings of a machine that has little else to do; what a load would wait for the disk for is off.
start_postgres() {
  find_postgres_folder
  [ -z "$postgres_running" ] || return 0
  if [ ! -d "$postgres_folder/data" ]; then
    as_postgres "$(postgres_bin)/initdb" -D "$postgres_folder/data" -U bench -A trust -E UTF8 \
      --locale=C >/dev/null
    as_postgres sh -c 'cat >>"$1"' sh "$postgres_folder/data/postgresql.conf" <<END
listen_addresses = ''
unix_socket_directories = '$postgres_folder'
shared_buffers = 1GB
effective_cache_size = 4GB
work_mem = 256MB
random_page_cost = 1.1
max_wal_size = 8GB
fsync = off
synchronous_commit = off
autovacuum = off
jit = off
END
  fi
  # shellcheck disable=SC2086  # a command and its options
  as_postgres $pin "$(postgres_bin)/pg_ctl" -D "$postgres_folder/data" -W \
    -l "$postgres_folder/log" start >/dev/null || {
    tail -5 "$postgres_folder/log" >&2
    return 1
  }
  postgres_running=yes
}

stop_postgres() {
  [ -n "$postgres_running" ] || return 0
  postgres_running=''
  # It may have been started this instant, and not yet have said who it is.
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    if as_postgres test -s "$postgres_folder/data/postmaster.pid"; then break; fi
    sleep 0.5
  done
  as_postgres "$(postgres_bin)/pg_ctl" -D "$postgres_folder/data" -m fast -w stop >/dev/null
}

remove_postgres() {
  stop_postgres
  find_postgres_folder
  rm -rf "$postgres_folder/data"
}

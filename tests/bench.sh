#!/usr/bin/env bash
# Measures the whole path: fake Bot API server -> poll -> turn -> outbox -> send, on a fresh SQLite file each.
# Usage: tests/bench.sh BOT FAKE_TELEGRAM [SECONDS]
set -euo pipefail

bot=$(realpath "$1")
fake=$(realpath "$2")
seconds=${3:-20}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

run() {
  local name=$1
  shift
  echo "== $name"
  "$fake" bench --bot "$bot --set Urls=http://127.0.0.1:0 --set Logging:LogLevel:Default=Warning --set 'Storage:ConnectionString=Data Source=$folder/$name.db'" \
    --warmup "/start;press:हिन्दी;press:बिहार" --seconds "$seconds" "$@"
}

grep -m1 'model name' /proc/cpuinfo | sed 's/.*: /machine: /' || true
echo "cores: $(nproc), memory: $(awk '/MemTotal/ {printf "%.0f GB", $2 / 1048576}' /proc/meminfo), $(uname -sr)"
run sustained --users 5000 --closed 200
run steady --users 5000 --rate 500

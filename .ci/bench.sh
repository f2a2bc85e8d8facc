#!/usr/bin/env bash
# Prints one table: figure, value, peer or limit, ratio. It needs Go and, on a machine
# without a screen, Xvfb for the figures of the real window; python3-xlsxwriter and
# python3-reportlab are measured as peers where they are installed.
# KONTOR_BENCH_CUSTOMERS (1000000), KONTOR_BENCH_DIR (kept between runs) and
# KONTOR_BENCH_ONLY (search,list,doubles,save,import,batch,export,pdf,finance,start,memory) are explained in
# docs/bench.md.
set -eu
if [ "$(uname -s)" != Linux ]; then
	echo "The figures are taken on Linux (CPU time of one thread, memory from /proc)." >&2
	exit 1
fi
tags="bench,migrated_fynedo,no_animations,no_emoji"
mkdir -p bin
go test -c -tags "$tags" -o bin/bench.test .
bin/bench.test -test.run '^TestBench$' -test.timeout 3h | grep -v '^PASS$'
exit "${PIPESTATUS[0]}"

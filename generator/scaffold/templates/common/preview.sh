#!/usr/bin/env bash
# The site as it would be, into build/site: `bash ci/preview.sh`.
set -euo pipefail

# Before the first wave is closed there are no answers here to show: a rehearsal, which every page says it is.
if ! compgen -G 'studies/*/locks/*.release.jsonl' >/dev/null; then
  for study in studies/*/study.yml; do
    boussole rehearse "$(basename "$(dirname "$study")")"
  done
fi
boussole build --theme client --out build/site

#!/usr/bin/env bash
# Publishes every closed wave on a branch of its own, which nothing else writes: `bash ci/publish.sh BRANCH`.
set -euo pipefail
branch=${1:?the branch that is hosted}

rm -rf public
git worktree prune
if git fetch --quiet origin "$branch" 2>/dev/null; then
  git worktree add --quiet --force -B "$branch" public FETCH_HEAD
else
  # The first time: a branch without history, on which studies were never written.
  git worktree add --quiet --force --detach public
  git -C public checkout --quiet --orphan "$branch"
  git -C public rm -r --quiet --force .
fi

boussole publish --theme client --to public

git -C public add --all
if ! git -C public diff --cached --quiet; then
  git -C public -c user.name=boussole -c user.email=boussole@localhost \
    commit --quiet --message "Published from $(git rev-parse --short HEAD)"
  git -C public push --quiet origin "$branch"
fi

# Takes the blocks of lines that a series adds to a file out of that file again, and prints what is left.
#   awk -v path=PATH -v windows=FOLDER -f blocks.awk patches=1 PATCH... patches=0 FILE
# A block has to be there exactly once. Around block K, FOLDER/K.before and FOLDER/K.after get the lines up to the nearest
# one that says something: what holds no letter or digit, such as "}", is everywhere.
# Ends with 3 where a block is missing or there twice.

patches && FNR == 1 { in_file = 0; left = 0 }
patches && left > 0 { block[blocks, ++size[blocks]] = substr($0, 2); left--; next }
patches && /^diff --git / { in_file = 0 }
patches && /^\+\+\+ / { in_file = ($0 == "+++ b/" path) }
patches && in_file && /^@@ / { blocks++; left = added_lines($3) }
patches { next }
{ line[++lines] = $0 }

END {
  for (k = 1; k <= blocks; k++) {
    at = place_of(k)
    if (!at) exit 3
    for (i = at; i < at + size[k]; i++) ours[i] = 1
    write_windows(k, at)
  }
  for (i = 1; i <= lines; i++) if (!(i in ours)) print line[i]
}

# added_lines gives N of "+START,N"; without N it is one.
function added_lines(range, parts) { return split(range, parts, ",") == 2 ? parts[2] + 0 : 1 }

# place_of gives the one line where block k begins, or 0.
function place_of(k, i, at) {
  for (i = 1; i + size[k] - 1 <= lines; i++) {
    if (!fits(k, i)) continue
    if (at) return 0
    at = i
  }
  return at
}

function fits(k, i, j) {
  for (j = 1; j <= size[k]; j++) if (line[i + j - 1] != block[k, j]) return 0
  return 1
}

function write_windows(k, at, file, i) {
  file = windows "/" k ".before"
  printf "" > file
  for (i = at - 1; i > 1 && !telling(line[i]); i--) ;
  for (; i >= 1 && i < at; i++) print line[i] > file
  close(file)
  file = windows "/" k ".after"
  printf "" > file
  for (i = at + size[k]; i <= lines; i++) {
    print line[i] > file
    if (telling(line[i])) break
  }
  close(file)
}

function telling(text) { return text ~ /[A-Za-z0-9]/ }

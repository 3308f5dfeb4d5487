/**
 * One line about the health of disks on Linux; it only reads. `smartctl` answers in JSON where it is installed and may
 * read; a disk that sleeps is left asleep. Without it the system only names the disks, with model and
 * serial: it keeps no health of them anybody may read.
 */
export const linuxHealthScript = String.raw`# outrider-disk-health v1
export LC_ALL=C PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"
s=$(command -v smartctl)
printf '{"v":1,"system":"linux","smartctl":%s,"disks":[' "$([ -n "$s" ] && echo true || echo false)"
c=''
f() { cat "$1" 2>/dev/null | tr -cd '[:alnum:] ._-'; }
for d in /sys/block/*; do n=$(basename "$d")
  case $n in sd*|hd*|vd*|xvd*|nvme*|mmcblk[0-9]) ;; *) continue;; esac
  [ -r "$d/size" ] || continue
  j=null; [ -n "$s" ] && j=$("$s" --json=c -n standby -i -H -A "/dev/$n" 2>/dev/null)
  case $j in '{'*'}') ;; *) j=null;; esac
  printf '%s{"name":"%s","bytes":%s,"model":"%s","serial":"%s","smart":%s}' "$c" "$n" "$(($(cat "$d/size") * 512))" "$(f "$d/device/model")" "$(f "$d/device/serial")" "$j"; c=,
done
printf ']}\n'
`

/** The same line on macOS: what `diskutil` says of each physical disk, and `smartctl` where somebody installed it. */
export const macosHealthScript = String.raw`# outrider-disk-health v1
export LC_ALL=C PATH="$PATH:/opt/homebrew/bin:/usr/local/bin:/usr/local/sbin"
s=$(command -v smartctl)
printf '{"v":1,"system":"macos","smartctl":%s,"disks":[' "$([ -n "$s" ] && echo true || echo false)"
c=''
for n in $(diskutil list physical 2>/dev/null | sed -n 's/^\/dev\/\(disk[0-9]*\) .*/\1/p'); do
  i=$(diskutil info "$n" 2>/dev/null)
  w=$(printf '%s\n' "$i" | sed -n 's/.*SMART Status: *\([A-Za-z ]*\).*/\1/p' | head -n1)
  b=$(printf '%s\n' "$i" | sed -n 's/.*Disk Size:.*(\([0-9]*\) Bytes).*/\1/p' | head -n1)
  j=null; [ -n "$s" ] && j=$("$s" --json=c -n standby -i -H -A "/dev/$n" 2>/dev/null)
  case $j in '{'*'}') ;; *) j=null;; esac
  printf '%s{"name":"%s","bytes":%s,"word":"%s","smart":%s}' "$c" "$n" "$(printf '%s' "$b" | grep . || echo null)" "$w" "$j"; c=,
done
printf ']}\n'
`

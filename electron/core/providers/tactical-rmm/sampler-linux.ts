/**
 * One line of counters from /proc and /sys, for bash with awk. Rates are computed from two readings, so everything but
 * the processor's load is a cumulative counter; the load is measured over a fifth of a second here. Volumes are the
 * mounts of real devices, found in /proc/diskstats by the name behind any link (LVM, LUKS).
 */
export const linuxSampler = String.raw`# outrider-sampler v1
export LC_ALL=C
t=$(date +%s%3N); case $t in *[!0-9]*) t=$(date +%s)000;; esac
a=$(head -n1 /proc/stat); sleep 0.2; b=$(head -n1 /proc/stat)
temp=null; sensor=null
for z in /sys/class/thermal/thermal_zone*; do
  k=$(cat "$z/type" 2>/dev/null)
  case $k in *pkg*|*cpu*|*CPU*|*soc*) v=$(cat "$z/temp" 2>/dev/null); case $v in ''|*[!0-9]*) ;; *) temp=$v; sensor=$k; break;; esac;; esac
done
for i in /sys/class/net/*; do n=$n"U ""$(basename "$i") $(cat "$i/operstate" 2>/dev/null)
"; done
{ echo "A $a"; echo "B $b"; echo "T $temp $sensor"; printf '%s' "$n"
  sed 's/^/L /' /proc/loadavg; sed 's/^/P /' /proc/uptime; sed 's/^/M /' /proc/meminfo; sed 's/^/D /' /proc/diskstats
  sed -n 's/^ *\([^ ][^ ]*\): */N \1 /p' /proc/net/dev
  seen=' '
  while read -r dev mount rest; do case $dev in /dev/loop*) ;; /dev/*) r=$(readlink -f "$dev"); case $seen in *" $r "*) ;; *) seen="$seen$r "
    m=$(printf '%b' "$mount"); df -Pk "$m" 2>/dev/null | awk -v r="$(basename "$r")" -v m="$mount" 'NR==2{print "V",r,$2,$4,m}';; esac;; esac; done < /proc/mounts
} | awk -v t="$t" '
function j(s){gsub(/\\040/," ",s);gsub(/\\/,"\\\\",s);gsub(/"/,"\\\"",s);return "\""s"\""}
function tot(f,l,i){l=0;for(i=3;i<=10;i++)l+=$i;return l}
$1=="A"{at=tot();ai=$6+$7} $1=="B"{bt=tot();bi=$6+$7}
$1=="T"{temp=$2=="null"?"null":$2/1000;sensor=$2=="null"?"null":j($3)}
$1=="U"{up[$2]=$3} $1=="L"{load=$2} $1=="P"{uptime=$2}
$1=="M"{m[$2]=$3*1024}
$1=="D"{d[$4]=sprintf("\"readBytes\":%.0f,\"writeBytes\":%.0f,\"reads\":%.0f,\"writes\":%.0f,\"ioMs\":%.0f,\"queue\":%d",$7*512,$11*512,$5,$9,$8+$12,$13)}
$1=="N"&&$2!="lo"{ifs=ifs (ifs?",":"") sprintf("{\"name\":%s,\"rxBytes\":%.0f,\"txBytes\":%.0f,\"rxErrors\":%.0f,\"txErrors\":%.0f,\"up\":%s}",j($2),$3,$11,$5,$13,up[$2]=="up"?"true":up[$2]=="down"?"false":"null")}
$1=="V"{x=d[$2];if(x=="")x="\"readBytes\":null,\"writeBytes\":null,\"reads\":null,\"writes\":null,\"ioMs\":null,\"queue\":null";vs=vs (vs?",":"") sprintf("{\"name\":%s,%s,\"free\":%.0f,\"size\":%.0f}",j($5),x,$4*1024,$3*1024)}
END{dt=bt-at;p=dt>0?sprintf("%.1f",100*(1-(bi-ai)/dt)):"null"
av=("MemAvailable:" in m)?sprintf("%.0f",m["MemAvailable:"]):"null"
printf "{\"v\":1,\"at\":%s,\"cpu\":{\"percent\":%s,\"temperature\":%s,\"sensor\":%s,\"load1\":%s,\"queue\":null},\"memory\":{\"total\":%.0f,\"available\":%s,\"cached\":%.0f},\"uptime\":%.0f,\"volumes\":[%s],\"interfaces\":[%s]}\n",t,p,temp,sensor,load,m["MemTotal:"],av,m["Cached:"],uptime,vs,ifs}'
`

/**
 * The same line on macOS, for its sh and awk. Disk counters come from the block drivers and belong to physical disks, so
 * only the volume mounted at `/` carries those of the first one.
 */
export const macosSampler = String.raw`# outrider-sampler v1
export LC_ALL=C
n=$(sysctl -n hw.logicalcpu)
{ echo "T $(date +%s)000"; echo "C $(ps -A -o %cpu= | awk -v n="$n" '{s+=$1}END{p=s/n;printf "%.1f",(p>100?100:p)}')"
  echo "L $(sysctl -n vm.loadavg)"; echo "S $(sysctl -n hw.memsize)"; echo "B $(sysctl -n kern.boottime)"; vm_stat | sed 's/^/M /'
  ioreg -r -c IOBlockStorageDriver -w0 | sed -n 's/.*"Statistics" = /I /p' | head -n1
  df -Pk | sed -n 's/^\/dev\//V /p'; netstat -ibn | sed 's/^/N /'; ifconfig -u -l | sed 's/^/U /'
} | awk '
function j(s){gsub(/\\/,"\\\\",s);gsub(/"/,"\\\"",s);return "\""s"\""}
function g(k,r){r="null";if(match($0,"\"" k "\"=[0-9]+")){r=substr($0,RSTART,RLENGTH);sub(/.*=/,"",r)}return r}
$1=="T"{t=$2} $1=="C"{cpu=$2} $1=="L"{load=$3} $1=="S"{mem=$2}
$1=="B"{b=$5;sub(/,/,"",b);up=t/1000-b}
$1=="M"&&/page size of/{for(i=1;i<=NF;i++)if($i=="of")ps=$(i+1)}
$1=="M"{v=$NF;sub(/\./,"",v)} $1=="M"&&/Pages free/{free=v} $1=="M"&&/Pages inactive/{ina=v} $1=="M"&&/Pages speculative/{spec=v} $1=="M"&&/File-backed/{file=v}
$1=="I"{rb=g("Bytes \\(Read\\)");wb=g("Bytes \\(Write\\)");ro=g("Operations \\(Read\\)");wo=g("Operations \\(Write\\)");rt=g("Total Time \\(Read\\)");wt=g("Total Time \\(Write\\)")}
$1=="V"{name=$7;for(i=8;i<=NF;i++)name=name " " $i
 x="\"readBytes\":null,\"writeBytes\":null,\"reads\":null,\"writes\":null,\"ioMs\":null,\"queue\":null"
 if(name=="/"&&rb!="")x=sprintf("\"readBytes\":%s,\"writeBytes\":%s,\"reads\":%s,\"writes\":%s,\"ioMs\":%s,\"queue\":null",rb,wb,ro,wo,rt=="null"?"null":sprintf("%.0f",(rt+wt)/1e6))
 vs=vs (vs?",":"") sprintf("{\"name\":%s,%s,\"free\":%.0f,\"size\":%.0f}",j(name),x,$5*1024,$3*1024)}
$1=="N"&&$4~/^<Link/&&$2!~/^lo/{sub(/\*$/,"",$2);if(!($2 in seen)){seen[$2]=1;order[++c]=$2;d[$2]=sprintf("\"rxBytes\":%s,\"txBytes\":%s,\"rxErrors\":%s,\"txErrors\":%s",$(NF-4),$(NF-1),$(NF-5),$(NF-2))}}
$1=="U"{for(i=2;i<=NF;i++)isup[$i]=1}
END{for(i=1;i<=c;i++){ifs=ifs (i>1?",":"") sprintf("{\"name\":%s,%s,\"up\":%s}",j(order[i]),d[order[i]],order[i] in isup?"true":"false")}
printf "{\"v\":1,\"at\":%s,\"cpu\":{\"percent\":%s,\"temperature\":null,\"sensor\":null,\"load1\":%s,\"queue\":null},\"memory\":{\"total\":%s,\"available\":%.0f,\"cached\":%.0f},\"uptime\":%.0f,\"volumes\":[%s],\"interfaces\":[%s]}\n",t,cpu,load,mem,(free+ina+spec)*ps,file*ps,up,vs,ifs}'
`

import WebSocket from 'ws'
import { startSimulator } from '/work/main/electron/simulators/start-simulator.ts'
import { totpCode } from '/work/main/electron/simulators/toolkit/totp.ts'
const s = await startSimulator({vendor:'tactical_rmm',devices:6,port:0,seed:1,thisComputer:true})
const d=[...s.fleet.devices()].find(x=>x.isThisComputer)!
const {token}=await (await fetch(s.url+'/v2/login/',{method:'POST',body:JSON.stringify({username:s.user,password:s.password,twofactor:totpCode(s.totpSecret,Date.now())})})).json() as any
const w=new WebSocket(s.url.replace('http','ws')+`/ws/agent/${d.key}/terminal/6f1c1f0e-6d3e-4e7c-9a93-2f5c0a8a1111/?access_token=${token}`)
let text=''
w.on('message',m=>{const f=JSON.parse(String(m)); text+=f.data?.output??JSON.stringify(f)})
w.on('open',()=>{w.send(JSON.stringify({action:'start',shell:'bash'})); setTimeout(()=>{w.send(JSON.stringify({action:'resize',rows:31,cols:99})); w.send(JSON.stringify({action:'input',data:'sleep 0.3; stty size; whoami; tty\r'}))},800); setTimeout(async()=>{console.log(JSON.stringify(text)); w.close(); await s.close(); console.log('closed', s.notes)},2500)})

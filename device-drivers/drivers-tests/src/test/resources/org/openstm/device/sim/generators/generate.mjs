import fs from 'fs';
import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';
import { createRequire } from 'module'; const require=createRequire(import.meta.url);
const receiptline=require('receiptline');
const {printer:Thermal,types}=(m=>({printer:m.ThermalPrinter??m.printer,types:m.PrinterTypes??m.types}))(require('node-thermal-printer'));
const doc=(title,item,line)=>`^^^${title}

Invented Street 7
2026-11-24 08:30 | No. 0412
-
{width:*,4,10}
${item} | 1 | 12.50
Copy of proof  | 2 | 3.00
-
{width:*,14}
^TOTAL | ^15.50
_${line}_ "inverted"
{code:https://example.invalid/v/RL1; option:qrcode,4,m}
{code:4006381333931; option:ean,2,72,hri}
=`;
const line=(name,encoding,text)=>fs.writeFileSync(name,Buffer.from(receiptline.transform(text,{cpl:48,encoding,command:'escpos'}),'binary'));
line('receiptline-latin.escpos','multilingual',doc('Café Crème','Žižkov and Łódź','underlined'));
line('receiptline-chinese.escpos','gb18030',doc('养老金待遇','参保证明','下划线'));
fs.writeFileSync('receipt-printer-encoder.escpos',Buffer.from(new ReceiptPrinterEncoder({language:'esc-pos',columns:48})
 .initialize().codepage('auto').align('center').bold(true).size(2,2).line('Café Crème').size(1,1).bold(false).align('left')
 .line('Ωmega and Žižkov and Жук')
 .table([{width:30,align:'left'},{width:12,align:'right'}],[['Pension record','12.50'],['Copy of proof','3.00']])
 .underline(true).line('underlined').underline(false).invert(true).line('inverted').invert(false)
 .barcode('4006381333931','ean13',60).qrcode('https://example.invalid/v/POS1').newline(3).cut().encode()));
let p=new Thermal({type:types.EPSON,interface:'tcp://127.0.0.1',width:48});
p.alignCenter();p.bold(true);p.setTextDoubleHeight();p.println('Branch receipt');p.setTextNormal();p.bold(false);p.alignLeft();
p.leftRight('Pension record','12.50');p.tableCustom([{text:'Copy',align:'LEFT',width:0.5},{text:'3.00',align:'RIGHT',width:0.5,bold:true}]);
p.setTypeFontB();p.println('small print');p.setTypeFontA();p.printQR('https://example.invalid/v/NTP1');p.code128('NTP-0412');p.beep();p.println('after the beep');p.cut();
fs.writeFileSync('node-thermal-printer.escpos',p.getBuffer());

"""What programs put on the clipboard, as is publicly known of them; the words are ours.

Each says the same, as far as its program can: a heading, bold, italic and plain words, a link, a
nested list, a table, a footnote, a picture.
"""

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta name=Generator content="Microsoft Word 15">
<style><!-- p.MsoNormal {margin:0cm; font-family:"Calibri",sans-serif;}
@list l0:level1 {mso-level-number-format:bullet; mso-level-text:\uf0b7;} --></style></head>
<body lang=EN-GB style='tab-interval:36.0pt'><!--StartFragment-->
<h1><span style='font-family:"Calibri Light"'>The quay<o:p></o:p></span></h1>
<p class=MsoNormal>Plain, <b style='mso-bidi-font-weight:normal'>bold</b> and <i>italic</i><span
style='mso-spacerun:yes'>\xa0 </span>words<a style='mso-footnote-id:ftn1' href="#_ftn1"
name="_ftnref1" title=""><span class=MsoFootnoteReference><span style='mso-special-character:footnote'>
<![if !supportFootnotes]><span class=MsoFootnoteReference>[1]</span><![endif]></span></span></a>.<span
class=MsoCommentReference><span style='font-size:8.0pt'><a class=msocomanchor id="_anchor_1"
href="#_msocom_1" name="_msoanchor_1">[ID1]</a></span></span><o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if
!supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span
style='font:7.0pt "Times New Roman"'>\xa0\xa0\xa0\xa0\xa0 </span></span></span><![endif]>First<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;mso-list:l0 level2 lfo1'><![if
!supportLists]><span style='mso-list:Ignore'>o<span>\xa0\xa0 </span></span><![endif]>Inner<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>·<span>\xa0\xa0 </span></span><![endif]>Second<o:p></o:p></p>
<table class=MsoTableGrid border=1 style='border-collapse:collapse'><tr><td width=301 valign=top
style='width:225.4pt'><p class=MsoNormal><b>Year<o:p></o:p></b></p></td><td><p class=MsoNormal>Cranes<o:p>
</o:p></p></td></tr><tr><td><p class=MsoNormal>1962<o:p></o:p></p></td><td><p class=MsoNormal>4</p></td></tr></table>
<p class=MsoNormal><a href="https://example.org/report"><span style='color:#0563C1'>Report</span></a>
<![if !vml]><img width=96 height=64 src="file:///C:/Users/ida/AppData/Local/Temp/clip_image002.png"
alt="A crane"><![endif]></p>
<div style='mso-element:footnote-list'><br clear=all><hr align=left size=1 width="33%">
<div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a style='mso-footnote-id:ftn1'
href="#_ftnref1" name="_ftn1" title=""><span class=MsoFootnoteReference>[1]</span></a> A note.<o:p></o:p></p></div></div>
<div style='mso-element:comment-list'><div style='mso-element:comment'><p class=MsoCommentText><a
name="_msocom_1"></a>Sure?</p></div></div><!--EndFragment--></body></html>"""

WORD_WEB = """<div class="OutlineElement Ltr SCXW1 BCX0"><p class="Paragraph SCXW1" role="heading"
aria-level="1" paraid="1" style="font-weight:normal"><span data-contrast="none" class="TextRun SCXW1"><span
class="NormalTextRun">The quay</span></span><span class="EOP SCXW1">\xa0</span></p></div>
<div class="OutlineElement"><p class="Paragraph"><span class="TextRun" style="font-weight:normal"><span
class="NormalTextRun">Plain, </span></span><span class="TextRun" style="font-weight:bold"><span
class="NormalTextRun">bold</span></span><span class="TextRun"><span class="NormalTextRun"> and </span></span><span
class="TextRun" style="font-style:italic"><span class="NormalTextRun">italic</span></span><span class="TextRun"><span
class="NormalTextRun"> words.</span></span><span class="EOP">\xa0</span></p></div>
<div class="ListContainerWrapper"><ul class="BulletListStyle1" role="list"><li data-leveltext="●"
data-font="Symbol" data-listid="1" data-aria-posinset="1" data-aria-level="1" role="listitem"
class="OutlineElement"><p class="Paragraph"><span class="TextRun"><span class="NormalTextRun">First</span></span><span
class="EOP">\xa0</span></p></li></ul></div><div class="ListContainerWrapper"><ul class="BulletListStyle2"><li
data-listid="1" data-aria-level="2"><p class="Paragraph"><span class="TextRun">Inner</span><span class="EOP">\xa0</span></p></li></ul></div>
<div class="ListContainerWrapper"><ul class="BulletListStyle1"><li data-listid="1" data-aria-level="1"><p
class="Paragraph"><span class="TextRun">Second</span></p></li></ul></div>
<div class="OutlineElement"><div class="TableContainer"><table class="Table" border="1"><tbody><tr role="row"><td
class="FirstRow" role="rowheader"><div class="TableCellContent"><div class="OutlineElement"><p class="Paragraph"><span
class="TextRun" style="font-weight:bold">Year</span></p></div></div></td><td><p class="Paragraph"><span>Cranes</span></p></td></tr>
<tr><td><p>1962</p></td><td><p>4</p></td></tr></tbody></table></div></div>
<div class="OutlineElement"><p class="Paragraph"><a class="Hyperlink" href="https://example.org/report"
target="_blank"><span class="TextRun Underlined" style="text-decoration:underline">Report</span></a></p></div>"""

DOCS = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-7d3a-8f"><h1 dir="ltr"
style="line-height:1.38;margin-top:20pt;"><span style="font-size:20pt;font-family:Arial,sans-serif;color:#000000;font-weight:400;font-style:normal;text-decoration:none;white-space:pre-wrap;">The quay</span></h1>
<p dir="ltr" style="line-height:1.38;"><span style="font-size:11pt;font-weight:400;font-style:normal;">Plain, </span><span
style="font-size:11pt;font-weight:700;font-style:normal;">bold</span><span style="font-weight:400;"> and </span><span
style="font-weight:400;font-style:italic;">italic</span><span style="font-weight:400;"> words</span><span
style="font-size:6.6pt;vertical-align:super;"><a href="#ftnt1" id="ftnt_ref1">[1]</a></span><span style="font-weight:400;">.</span><sup><a
href="#cmnt1" id="cmnt_ref1">[a]</a></sup></p><ul style="margin-top:0;padding-inline-start:48px;"><li dir="ltr"
style="list-style-type:disc;" aria-level="1"><p dir="ltr" role="presentation"><span style="font-weight:400;">First</span></p></li><ul><li
dir="ltr" style="list-style-type:circle;" aria-level="2"><p dir="ltr" role="presentation"><span>Inner</span></p></li></ul><li
dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span>Second</span></p></li></ul><div dir="ltr" align="left"><table
style="border:none;border-collapse:collapse;"><colgroup><col width="312"><col width="312"></colgroup><tbody><tr style="height:0pt"><td
style="border-left:solid #000000 1pt;"><p dir="ltr"><span style="font-weight:700;">Year</span></p></td><td><p dir="ltr"><span>Cranes</span></p></td></tr><tr><td><p
dir="ltr"><span>1962</span></p></td><td><p dir="ltr"><span>4</span></p></td></tr></tbody></table></div><br><p dir="ltr"><a
href="https://www.google.com/url?q=https://example.org/report&amp;sa=D&amp;source=editors&amp;usg=AOv" style="text-decoration:none;"><span
style="color:#1155cc;text-decoration:underline;">Report</span></a></p><p dir="ltr"><span><img alt="A crane"
src="https://lh7-rt.googleusercontent.com/docsz/AD_4nXdR?key=x" width="96" height="64"></span></p><div><p><a href="#ftnt_ref1"
id="ftnt1">[1]</a><span> A note.</span></p></div><div><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>Sure?</span></p></div></b><br
class="Apple-interchange-newline">"""

LIBREOFFICE = """<!DOCTYPE html><html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"/>
<meta name="generator" content="LibreOffice 7.4.7.2 (Linux)"/><style type="text/css">p { line-height: 115% }
a.sdfootnoteanc { font-size: 57% }</style></head><body lang="en-GB" link="#000080" dir="ltr">
<h1 class="western">The quay</h1>
<p style="line-height: 115%; margin-bottom: 0.25cm">Plain, <b>bold</b> and <font face="Arial, sans-serif"><i>italic</i></font>
words<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a>.</p>
<ul><li><p style="margin-bottom: 0cm">First</p><ul><li><p>Inner</p></li></ul></li><li><p>Second</p></li></ul>
<table width="665" cellpadding="4" cellspacing="0"><col width="328"/><col width="328"/><tr valign="top"><td
style="border: 1px solid"><p><b>Year</b></p></td><td><p>Cranes</p></td></tr><tr><td><p>1962</p></td><td><p>4</p></td></tr></table>
<p><a href="https://example.org/report"><font color="#000080"><u>Report</u></font></a>
<img src="file:///tmp/lu12/lu12_tmp_3.png" name="Image1" alt="A crane" width="96" height="64" border="0"/></p>
<div id="sdfootnote1"><p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>
A note.</p></div></body></html>"""

PAGES = """<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01//EN" "http://www.w3.org/TR/html4/strict.dtd"><html><head>
<meta http-equiv="Content-Type" content="text/html; charset=UTF-8"><meta name="Generator" content="Cocoa HTML Writer">
<style type="text/css">p.p1 {margin: 0.0px; font: 24.0px 'Helvetica Neue'} span.s1 {text-decoration: underline}</style></head><body>
<h1 class="p1">The quay</h1>
<p class="p2">Plain,<span class="Apple-converted-space">\xa0</span><b>bold</b> and <i>italic</i><span
class="Apple-converted-space">\xa0 </span>words.</p>
<ul class="ul1"><li class="li3"><span class="s2"></span>First</li><ul class="ul1"><li class="li3">Inner</li></ul><li class="li3">Second</li></ul>
<table cellspacing="0" cellpadding="0" class="t1"><tbody><tr><td valign="top" class="td1"><p class="p3"><b>Year</b></p></td><td><p
class="p3">Cranes</p></td></tr><tr><td><p>1962</p></td><td><p>4</p></td></tr></tbody></table>
<p class="p2"><a href="https://example.org/report"><span class="s1">Report</span></a>
<img src="file:///crane.png" alt="A crane"></p></body></html>"""

OUTLOOK = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Microsoft Word 15"></head><body
lang=EN-GB><div class=WordSection1><h1>The quay<o:p></o:p></h1><p class=MsoNormal><span style='font-size:11.0pt'>Plain,
<b>bold</b> and <i>italic</i> words.<o:p></o:p></span></p><p class=MsoListParagraph>·\xa0\xa0\xa0\xa0\xa0\xa0 First<o:p></o:p></p><p
class=MsoListParagraph style='margin-left:72.0pt;mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o</span>Inner</p><p
class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>Second</p><table
class=MsoNormalTable><tr><td><p class=MsoNormal><b>Year</b></p></td><td><p class=MsoNormal>Cranes</p></td></tr><tr><td><p
class=MsoNormal>1962</p></td><td><p class=MsoNormal>4</p></td></tr></table><p class=MsoNormal><a
href="https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Freport&amp;data=05%7C01&amp;reserved=0"><span
style='color:blue'>Report</span></a> <img src="cid:image001.png@01DA" alt="A crane"></p></div></body></html>"""

NOTION = """<meta charset='utf-8'><!-- notionvc: 5c1e0f3e --><h1>The quay</h1>
<p>Plain, <strong>bold</strong> and <em>italic</em> words.</p>
<ul>
<li>First
<ul>
<li>Inner</li>
</ul>
</li>
<li>Second</li>
</ul>
<table><thead><tr><th>Year</th><th>Cranes</th></tr></thead><tbody><tr><td>1962</td><td>4</td></tr></tbody></table>
<p><a href="https://example.org/report">Report</a></p>
<p><img src="attachment:1f:crane.png" alt="A crane"></p>"""

WIKIPEDIA = """<meta charset='utf-8'><div class="mw-heading mw-heading2" style="font-size:1.5em"><h2
id="The_quay" style="font-family:serif">The quay</h2><span class="mw-editsection"><span class="mw-editsection-bracket">[</span><a
href="https://en.wikipedia.org/w/index.php?action=edit">edit</a><span>]</span></span></div><p
style="margin:0.5em 0px;font-weight:400">Plain, <b>bold</b> and <i>italic</i> words<sup id="cite_ref-1" class="reference"
style="line-height:1"><a href="https://en.wikipedia.org/wiki/Quay#cite_note-1"><span class="cite-bracket">[</span>1<span
class="cite-bracket">]</span></a></sup>.</p><ul style="list-style-image:url(x)"><li>First<ul><li>Inner</li></ul></li><li>Second</li></ul><table
class="wikitable"><caption>Cranes</caption><tbody><tr><th scope="col">Year</th><th scope="col">Cranes</th></tr><tr><td>1962</td><td>4</td></tr></tbody></table><p><a
href="https://example.org/report" class="external text" rel="nofollow">Report</a></p><div class="reflist"><ol class="references"><li
id="cite_note-1"><span class="mw-cite-backlink"><b><a href="https://en.wikipedia.org/wiki/Quay#cite_ref-1">^</a></b></span> <span
class="reference-text">A note.</span></li></ol></div>"""

OURS = """<meta charset='utf-8'><h2>The quay</h2><p>Plain, <strong>bold</strong> and <em>italic</em> words<sup><a
href="http://127.0.0.1/2026/11/a/#fn-1" id="fnref-1">1</a></sup>.</p><ul><li>First<ul><li>Inner</li></ul></li><li>Second</li></ul><table><thead><tr><th
scope="col">Year</th><th>Cranes</th></tr></thead><tbody><tr><td>1962</td><td>4</td></tr></tbody></table><p><a
href="https://example.org/report">Report</a></p><figure><picture><img src="/media/pictures/crane.jpg" data-picture="7" alt="A crane" loading="lazy"></picture><figcaption>Gone</figcaption></figure><ol
class="footnotes"><li id="fn-1">A note. <a href="http://127.0.0.1/2026/11/a/#fnref-1">↩</a></li></ol>"""

CLIPBOARDS = {
    "Word": WORD,
    "Word on the web": WORD_WEB,
    "Google Docs": DOCS,
    "LibreOffice": LIBREOFFICE,
    "Pages": PAGES,
    "Outlook": OUTLOOK,
    "Notion": NOTION,
    "Wikipedia": WIKIPEDIA,
    "another article": OURS,
}

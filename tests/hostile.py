"""PDFs that do more than show pages, each a change to a good one (see tests.papers.pdf)."""

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

SCRIPT = Dictionary(S=Name.JavaScript, JS=String("app.alert('x')"))


def _page(pdf):
    return pdf.pages[0].obj


def _resources(pdf):
    page = _page(pdf)
    page.Resources = page.get(Name.Resources, Dictionary())
    return page.Resources


def _annotate(pdf, **entries):
    note = pdf.make_indirect(Dictionary(Type=Name.Annot, Rect=[10, 10, 90, 90], **entries))
    _page(pdf).Annots = Array([note])
    return note


def _file(pdf):
    content = pdf.make_stream(b"MZ program", Type=Name.EmbeddedFile)
    return pdf.make_indirect(Dictionary(Type=Name.Filespec, F=String("a.exe"), EF=Dictionary(F=content)))


def _script_at_opening(pdf):
    pdf.Root.OpenAction = SCRIPT


def _script_by_name(pdf):
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), SCRIPT])))


def _script_of_the_document(pdf):
    pdf.Root.AA = Dictionary(WC=SCRIPT, DP=SCRIPT)


def _script_of_a_page(pdf):
    _page(pdf).AA = Dictionary(O=SCRIPT, C=SCRIPT)


def _program(pdf):
    pdf.Root.OpenAction = Dictionary(S=Name.Launch, F=String("cmd.exe"), Next=SCRIPT)


def _link(pdf):
    _annotate(pdf, Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("javascript:alert(1)")))


def _link_in_turn(pdf):
    chain = Dictionary(S=Name.GoTo, D=Array([0]), Next=Array([Dictionary(S=Name.URI, URI=String("http://x")), SCRIPT]))
    _annotate(pdf, Subtype=Name.Link, A=chain, AA=Dictionary(E=SCRIPT), PA=Dictionary(S=Name.URI, URI=String("x")))


def _form_that_is_sent(pdf):
    sending = Dictionary(S=Name.SubmitForm, F=String("http://x"))
    field = _annotate(pdf, Subtype=Name.Widget, FT=Name.Btn, T=String("kirim"), A=sending, AA=Dictionary(U=SCRIPT))
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]), CO=Array([field]))


def _xfa(pdf):
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=pdf.make_stream(b"<xdp:xdp><script/></xdp:xdp>"))


def _file_embedded(pdf):
    pdf.attachments["a.exe"] = pikepdf.AttachedFileSpec(pdf, b"MZ program", filename="a.exe")


def _file_on_a_page(pdf):
    _annotate(pdf, Subtype=Name.FileAttachment, FS=_file(pdf))


def _file_associated(pdf):
    _page(pdf).AF = pdf.Root.AF = Array([_file(pdf)])
    pdf.Root.Collection = Dictionary(View=Name.D)


def _rich_media(pdf):
    _annotate(pdf, Subtype=Name.RichMedia, RichMediaContent=Dictionary(Assets=Dictionary(Names=Array([_file(pdf)]))))


def _film(pdf):
    _annotate(pdf, Subtype=Name.Screen, A=Dictionary(S=Name.Rendition, OP=0, JS=String("x")))


def _outline(pdf):
    entry = pdf.make_indirect(Dictionary(Title=String("x"), A=SCRIPT))
    pdf.Root.Outlines = Dictionary(First=entry, Last=entry, Count=1)


def _layer(pdf):
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("x")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    _resources(pdf).Properties = Dictionary(MC0=layer)


def _pages_of_another_file(pdf):
    form = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
    form.Ref = Dictionary(F=String("http://x/a.pdf"), Page=0)
    form.OPI = Dictionary(F=String("/etc/passwd"))
    _resources(pdf).XObject = Dictionary(A=form)


def _postscript(pdf):
    drawn = pdf.make_stream(b"quit", Type=Name.XObject, Subtype=Name.PS)
    _resources(pdf).XObject = Dictionary(A=drawn, B=SCRIPT)


def _stream_of_another_file(pdf):
    picture = pdf.make_stream(b"", Subtype=Name.Image, Width=1, Height=1, F=String("/etc/passwd"), FFilter=Name.Fl)
    _resources(pdf).XObject = Dictionary(A=picture)


def _deep_in_resources(pdf):
    inner = pdf.make_stream(b"", Subtype=Name.Form, BBox=[0, 0, 9, 9], AA=Dictionary(O=SCRIPT), AF=Array([_file(pdf)]))
    outer = pdf.make_stream(b"/A Do", Subtype=Name.Form, BBox=[0, 0, 9, 9], Metadata=pdf.make_stream(b"<x/>"))
    outer.Resources = Dictionary(XObject=Dictionary(A=inner), Names=SCRIPT, Pattern=Dictionary(P=SCRIPT))
    _resources(pdf).XObject = Dictionary(JavaScript=outer, A=inner)
    _resources(pdf).ExtGState = Dictionary(G=Dictionary(OpenAction=SCRIPT, SMask=Dictionary(G=outer, AA=SCRIPT)))


def _metadata(pdf):
    pdf.docinfo["/Author"] = "Nama Orang"
    pdf.Root.Metadata = Stream(pdf, b"<x:xmpmeta>Nama Orang</x:xmpmeta>", Type=Name.Metadata, Subtype=Name.XML)
    _page(pdf).PieceInfo = Dictionary(Program=Dictionary(Private=String("Nama Orang")))


CHANGES = [
    _script_at_opening, _script_by_name, _script_of_the_document, _script_of_a_page, _program, _link, _link_in_turn,
    _form_that_is_sent, _xfa, _file_embedded, _file_on_a_page, _file_associated, _rich_media, _film, _outline, _layer,
    _pages_of_another_file, _postscript, _stream_of_another_file, _deep_in_resources, _metadata,
]  # fmt: skip

/// How the report looks: on a phone, on a wide screen, on paper, and without colours.
enum HTMLStyle {
  static var text: String { rules + colors }

  /// A class for each colour of the palette: `c0`, `c1` and so on.
  private static var colors: String {
    CodeColor.all.enumerated().map { place, color in
      ".c\(place){--a:\(color.hex)}.d\(place){--b:\(color.hex)}.e\(place){--c:\(color.hex)}"
    }.joined(separator: "\n")
  }

  private static let rules = """
    :root{color-scheme:light}
    *{box-sizing:border-box}
    body{margin:0 auto;max-width:76rem;padding:0 1rem 4rem;color:#1a1a1a;background:#fff;
    font:1rem/1.7 system-ui,"Noto Sans","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;
    overflow-wrap:anywhere}
    h1{font-size:1.6rem;line-height:1.25;margin:1.5rem 0 .25rem}
    h2{font-size:1.3rem;margin:2.5rem 0 .75rem;padding-top:.75rem;border-top:2px solid #1a1a1a}
    h3{font-size:1.05rem;margin:1.75rem 0 .5rem}
    a{color:#004f80}
    nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;margin:1rem 0;padding:0}
    .facts{color:#444;margin:.25rem 0}
    .warning{border:2px solid #1a1a1a;padding:.5rem .75rem;font-weight:600}
    .legend{columns:16rem;list-style:none;padding:0;margin:1rem 0;font-size:.9rem;line-height:1.5}
    .legend li{break-inside:avoid;padding:.1rem 0}
    .legend .family{font-weight:600;margin-top:.5rem}
    .n{display:inline-block;min-width:1.9em;padding:0 .3em;margin-right:.35em;text-align:center;
    font-size:.85em;line-height:1.45;border:1px solid #555;border-left:.5em solid var(--a,#999);
    border-radius:2px;background:#fff}
    .turn{display:grid;grid-template-columns:auto minmax(0,1fr);gap:0 .6rem;margin:0 0 .6rem}
    .lanes{display:flex;gap:2px;min-width:6px}
    .lanes i{width:4px;background:var(--a,#999);border-radius:2px}
    .said{white-space:pre-wrap;margin:0}
    .said b{font-weight:600}
    .notes{grid-column:2;list-style:none;margin:.2rem 0 .4rem;padding:0;font-size:.82rem;line-height:1.5;
    color:#333}
    .notes .memo{font-style:italic}
    mark{color:inherit;background:no-repeat #f3f3f3;background-size:100% 3px;padding-bottom:1px;
    -webkit-box-decoration-break:clone;box-decoration-break:clone}
    .m1{background-image:linear-gradient(var(--a),var(--a));background-position:0 100%}
    .m2{background-image:linear-gradient(var(--a),var(--a)),linear-gradient(var(--b),var(--b));
    background-position:0 100%,0 calc(100% - 4px);padding-bottom:5px}
    .m3{background-image:linear-gradient(var(--a),var(--a)),linear-gradient(var(--b),var(--b)),
    linear-gradient(var(--c),var(--c));
    background-position:0 100%,0 calc(100% - 4px),0 calc(100% - 8px);padding-bottom:9px}
    sup{font-size:.68em;line-height:0;padding:0 .12em;color:#333}
    .scroll{overflow-x:auto;margin:.75rem 0;
    background:linear-gradient(90deg,#fff 2rem,#fff0) left/4rem 100% no-repeat local,
    linear-gradient(270deg,#fff 2rem,#fff0) right/4rem 100% no-repeat local,
    linear-gradient(90deg,#0006,#0000) left/.8rem 100% no-repeat scroll,
    linear-gradient(270deg,#0006,#0000) right/.8rem 100% no-repeat scroll,#fff}
    .scroll::before{content:"⇄ wider than the screen: scroll sideways";display:none;position:sticky;left:0;
    width:max-content;max-width:100%;font-size:.8rem;color:#444}
    table{border-collapse:collapse;font-size:.88rem;line-height:1.4}
    th,td{padding:.25rem .6rem;border-bottom:1px solid #ccc;text-align:right;white-space:nowrap}
    th:first-child,td:first-child{text-align:left;white-space:normal;min-width:9rem}
    thead th{border-bottom:2px solid #1a1a1a;vertical-align:bottom}
    svg text{font:12px system-ui,"Noto Sans","Noto Sans CJK SC",sans-serif}
    blockquote{margin:.75rem 0;padding:0 0 0 .8rem;border-left:3px solid #bbb}
    blockquote p{margin:0}
    blockquote footer{font-size:.85rem;color:#444}
    dl{margin:.25rem 0 1rem}
    dt{font-weight:600;font-size:.85rem;color:#444}
    dd{margin:0 0 .3rem 1rem}
    @media screen and (max-width:40rem){.scroll::before{display:block}}
    @media (min-width:60rem){
    .turn{grid-template-columns:auto minmax(0,1fr) 17rem;gap:0 1rem}
    .notes{grid-column:3;margin-top:.1rem}
    }
    @media print{
    body{max-width:none;padding:0;font-size:10pt;line-height:1.5}
    nav{display:none}
    h2{break-before:page}
    h2:first-of-type{break-before:auto}
    h3,h4{break-after:avoid}
    .notes li,blockquote,tr,svg{break-inside:avoid}
    .turn{grid-template-columns:auto minmax(0,1fr) 14rem}
    .notes{grid-column:3}
    .scroll{overflow:visible;background:none}
    mark,.n,.lanes i,svg{-webkit-print-color-adjust:exact;print-color-adjust:exact}
    mark{text-decoration:underline;text-decoration-thickness:1px;text-underline-offset:2px}
    a{color:inherit;text-decoration:none}
    }

    """
}

"""How the tab that checks a translation looks, beside what `brief.render.page.STYLE` says of pairs of sentences."""

STYLE = """
#check-status .html-container,#check-empty .html-container,#check-verdict .html-container,#check-pairs .html-container{padding:0}
#check-status:not(:has(.jb)){display:none}
#check-source textarea,#check-target textarea{line-height:1.7}
#check-source-file .icon-wrap,#check-target-file .icon-wrap,#check-terms-file .icon-wrap{display:none}
#check-source-file .or,#check-target-file .or,#check-terms-file .or{display:inline;margin:0 .45em}
#check-downloads{gap:8px;align-items:center}
#check-downloads button{min-width:0!important;flex:0 0 auto;font-size:.9rem;font-weight:400;padding:4px 12px;
border:1px solid var(--block-border-color);background:var(--block-background-fill)}
#check-downloads #check-get-docx{background:#13706a;border-color:#13706a;color:#fff;font-weight:600}
#check-only,#check-only :not(input){border:0;background:transparent!important;box-shadow:none!important;padding:0}
#check-only{flex:1 1 200px;padding:0 4px!important}
#check-verdict .verdict{display:flex;flex-wrap:wrap;gap:.4em .6em;align-items:center;margin:0}
#check-verdict .badge{border-radius:1em;padding:.1em .75em;font-size:.9em;border:1px solid currentColor}
#check-verdict .badge.good{color:#17683b}.dark #check-verdict .badge.good{color:#7fd3a2}
#check-verdict .badge.quiet{color:var(--soft)}
#check-verdict a{color:var(--link-text-color);text-decoration:underline}
#check-pairs .jb{container-type:inline-size}
#check-pairs .point{scroll-margin-top:1em}
#check-pairs .point:target{outline:2px solid var(--color-accent);outline-offset:4px;border-radius:4px}
#check-pairs .point ul li{font-size:.93em;margin:.15em 0}
#check-pairs .point>[lang=en]:empty::before{content:'\\2013';color:var(--soft)}
#check-pairs .point>[lang=zh-Hans]:empty::before{content:'\\2013';color:var(--soft)}
@container (max-width:34em){#check-pairs .point{grid-template-columns:1fr}}
#check-pairs mark{transition:box-shadow .15s}
"""
STYLE += "".join(f"#check-pairs .point:has(.k{i}:hover) .k{i}{{box-shadow:0 0 0 2px var(--soft)}}" for i in range(6))

package org.openstm.kiosk.reference.pages;

import static org.openstm.kiosk.reference.pages.HtmlFragment.link;

import org.openstm.kiosk.reference.demo.DemoProvince;

/// Titles of items, and links to terminals and branches.
final class PageLinks {
    private final DemoProvince demo;

    PageLinks(DemoProvince demo) {
        this.demo = demo;
    }

    String itemTitle(String item) {
        return demo.services()
                .findService(item)
                .map(s -> s.title().getOrDefault("zh-CN", item))
                .orElse(item);
    }

    HtmlFragment branchLink(String terminal) {
        return demo.branches()
                .findByTerminal(terminal)
                .map(b -> link("/branches/" + b.number(), b.name()))
                .orElseGet(() -> HtmlFragment.escapeText("不在名册上"));
    }

    static HtmlFragment terminalLink(String terminal) {
        return link("/terminals/" + terminal, terminal);
    }
}

package org.openstm.kiosk.reference.pages;

import static org.openstm.kiosk.reference.pages.HtmlFragment.tag;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstm.kiosk.central.CaseProgress;
import org.openstm.kiosk.reference.demo.DemoProvince;
import org.openstm.kiosk.reference.http.ServerResponse;
import org.openstm.kiosk.reference.store.AttachmentStore;

/// The page behind the code on a paper.
public final class VerificationPage {
    private VerificationPage() {}

    /// The page behind the QR code on a paper: enough to verify the paper, without personal data. Of the case's
    /// files it shows type and size only.
    public static ServerResponse verificationPage(
            Optional<CaseProgress> found, DemoProvince demo, List<AttachmentStore.FileSummary> files) {
        var attached = HtmlFragment.joinParts(files.stream()
                .map(file -> tag(
                        "p",
                        "附件 "
                                + demo.sentences()
                                        .sentenceFor("file-" + file.name(), Map.of())
                                        .getOrDefault("zh-CN", file.name())
                                + " " + (file.bytes() + 1023) / 1024
                                + " KB"))
                .toList());
        var inside = found.map(c -> HtmlFragment.joinParts(List.of(
                        tag("h1", c.title().getOrDefault("zh-CN", "")),
                        tag("p", "办件编号 " + c.caseNumber()),
                        tag("p", c.stateText().getOrDefault("zh-CN", "")),
                        tag("p", c.owner() + " " + c.phone()),
                        attached)))
                .orElseGet(() -> HtmlFragment.joinParts(List.of(tag("h1", "没有查到"), tag("p", "请核对查询码；刚登记的申请可能还没有送达。"))));
        return HtmlFragment.joinParts(List.of(inside, tag("footer", "演示"))).toPage(200, "办件核验");
    }
}

package org.openstm.kiosk.central.codec;

import java.util.LinkedHashMap;
import java.util.Map;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.central.terminal.PaperReport;
import org.openstm.kiosk.central.terminal.ProcessDataRecord;

/// What a terminal reports: printed papers and process data.
public final class TerminalReportCodec {
    private TerminalReportCodec() {}

    public static Map<String, Object> toJsonTree(PaperReport report) {
        return Map.of(
                "paper", report.paper(),
                "copy", report.copy(),
                "result", report.result(),
                "evidence", report.evidence(),
                "sequence", report.sequence());
    }

    public static PaperReport parsePaperReport(String effectId, StrictJson json) {
        return new PaperReport(
                effectId,
                json.text("paper"),
                json.integer("copy"),
                json.text("result"),
                json.text("evidence"),
                json.longValue("sequence"));
    }

    public static Map<String, Object> toJsonTree(ProcessDataRecord p) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", p.id());
        json.put("item", p.item());
        json.put("hour", p.hour());
        json.put("outcome", p.outcome());
        json.put("booking", p.booking());
        json.put("asked", p.asked());
        json.put("reused", p.reused());
        json.put("missing", p.missing());
        json.put(
                "strides",
                p.strides().stream()
                        .map(s -> Map.of("step", s.step(), "ms", s.ms(), "touches", s.touches()))
                        .toList());
        return json;
    }

    public static ProcessDataRecord parseProcessDataRecord(StrictJson json) {
        return new ProcessDataRecord(
                json.text("id"),
                json.text("item"),
                json.instant("hour"),
                json.text("outcome"),
                json.text("booking"),
                json.integer("asked"),
                json.integer("reused"),
                json.integer("missing"),
                json.objectList("strides").stream()
                        .map(s -> new ProcessDataRecord.StepTiming(
                                s.text("step"), s.longValue("ms"), s.integer("touches")))
                        .toList());
    }
}

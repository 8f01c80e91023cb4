package org.openstm.kiosk.ui.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.openstm.kiosk.staff.DeviceCheckup;
import org.openstm.kiosk.staff.DriverCandidate;
import org.openstm.kiosk.staff.DriverSwapState;
import org.openstm.kiosk.staff.DriverSwapVerdict;
import org.openstm.kiosk.staff.StaffAction;
import org.openstm.kiosk.staff.TerminalStatus;
import org.openstm.kiosk.ui.screen.ScreenComposer.PageContent;
import org.openstm.kiosk.ui.text.ScreenTexts;
import org.openstm.kiosk.ui.text.StaffTexts;

/// Pages of a device swap from the start of the new driver to its end: kept, rolled back or refused.
final class DriverTrialScreens {
    private static final String RECEIPTS = "receipt-printer";

    private final TerminalStatus.MonitoredDevice device;
    private final ScreenTexts texts;
    private final StaffTexts words;
    private final StaffParts common;

    DriverTrialScreens(TerminalStatus.MonitoredDevice device, ScreenTexts texts) {
        this.device = device;
        this.texts = texts;
        this.words = new StaffTexts(texts);
        this.common = new StaffParts(texts);
    }

    PageContent swapRunningPage(DriverCandidate chosen) {
        return common.swapStepPage(
                5,
                "swap-run",
                List.of(
                        new ScreenPart.Title(
                                texts.get("swap.running", words.driverText(chosen.driver())), chosen.link()),
                        new ScreenPart.BusyIndicator(texts.get("swap.running.lead")),
                        new ScreenPart.NoteBox(ScreenPart.Tone.AMBER, "undo", texts.get("swap.preview.back"))));
    }

    PageContent swapTrialPage(DriverSwapState.OnTrial at) {
        return switch (at.trial().outcome()) {
            case PASSED -> trialPassedPage(at);
            case ROLLED_BACK -> rolledBackPage(at);
            case REFUSED -> swapRefusedPage(at);
        };
    }

    private PageContent trialPassedPage(DriverSwapState.OnTrial at) {
        boolean prints = device.deviceClass().equals(RECEIPTS);
        var parts = new ArrayList<ScreenPart>();
        parts.add(new ScreenPart.Banner(
                ScreenPart.Tone.GREEN,
                "check",
                texts.get("swap.passed"),
                texts.get("swap.passed.lead", words.driverText(at.trial().to()))));
        parts.add(trialSteps(at.trial().steps()));
        parts.add(new ScreenPart.NoteBox(
                ScreenPart.Tone.BLUE, "rcpt", texts.get(prints ? "swap.look-at-paper" : "swap.is-it-good")));
        parts.add(new ScreenPart.NoteBox(ScreenPart.Tone.AMBER, "undo", texts.get("swap.no-word")));
        if (at.ending()) parts.add(new ScreenPart.BusyIndicator(texts.get("swap.ending")));
        return common.swapStepPage(
                6,
                "swap-try",
                parts,
                common.staffControl(
                        "swap/back",
                        "swap.not-good",
                        "undo",
                        StaffParts.lookWhenEnabled(!at.ending(), Control.ButtonLook.DANGER),
                        new StaffAction.RestoreOldDriver()),
                common.staffControl(
                        "swap/keep",
                        "swap.keep",
                        "check",
                        StaffParts.lookWhenEnabled(!at.ending(), Control.ButtonLook.PRIMARY),
                        new StaffAction.KeepNewDriver()));
    }

    private ScreenPart trialSteps(List<DeviceCheckup.CheckupStep> steps) {
        return new ScreenPart.Timeline(steps.stream()
                .map(step -> new ScreenPart.TimelineStage(
                        step.passed() ? ScreenPart.StageMark.DONE : ScreenPart.StageMark.AHEAD,
                        step.passed() ? "check" : "warn",
                        words.checkStepName(step.name()) + (step.passed() ? "" : "  " + texts.get("swap.step-failed")),
                        step.detail()))
                .toList());
    }

    private PageContent rolledBackPage(DriverSwapState.OnTrial at) {
        var trial = at.trial();
        var parts = new ArrayList<ScreenPart>();
        parts.add(new ScreenPart.Banner(
                ScreenPart.Tone.RED,
                "undo",
                texts.get("swap.failed"),
                texts.get(
                        trial.restored() ? "swap.failed.restored" : "swap.failed.silent",
                        words.driverText(trial.from()))));
        parts.add(trialSteps(trial.steps()));
        trial.filed().ifPresent(filed -> parts.add(new ScreenPart.Sentence(swapReportText(filed))));
        return failedSwapPage(at, parts);
    }

    private PageContent swapRefusedPage(DriverSwapState.OnTrial at) {
        var trial = at.trial();
        var parts = new ArrayList<ScreenPart>();
        parts.add(new ScreenPart.Banner(
                ScreenPart.Tone.RED,
                "stop",
                texts.get("swap.refused"),
                words.unfitReasonText(trial.why()) + "  [" + trial.why() + "]"));
        parts.add(new ScreenPart.LabelledRows(List.of(
                new ScreenPart.LabelledRow(texts.get("staff.task.detail"), trial.detail(), "", Optional.empty()))));
        return failedSwapPage(at, parts);
    }

    private PageContent failedSwapPage(DriverSwapState.OnTrial at, List<ScreenPart> parts) {
        if (at.ending()) parts.add(new ScreenPart.BusyIndicator(texts.get("swap.ending")));
        return common.swapStepPage(
                5,
                "swap-failed",
                parts,
                common.staffControl(
                        "swap/call-off",
                        "swap.use-old",
                        "undo",
                        StaffParts.lookWhenEnabled(!at.ending(), Control.ButtonLook.SECONDARY),
                        new StaffAction.CallOffSwap()),
                common.staffControl(
                        "swap/seek",
                        "swap.try-again",
                        "sync",
                        StaffParts.lookWhenEnabled(!at.ending(), Control.ButtonLook.PRIMARY),
                        new StaffAction.SearchAgain()));
    }

    PageContent swapEndedPage(DriverSwapState.SwapEnded at) {
        var verdict = at.verdict();
        var how = "swap.ended." + verdict.how().name().toLowerCase(Locale.ROOT).replace('_', '-');
        var parts = new ArrayList<ScreenPart>();
        parts.add(new ScreenPart.Banner(
                verdict.how() == DriverSwapVerdict.SwapResult.NO_WAY_BACK
                        ? ScreenPart.Tone.AMBER
                        : ScreenPart.Tone.GREEN,
                verdict.how() == DriverSwapVerdict.SwapResult.KEPT ? "check" : "undo",
                texts.get(how),
                texts.get("swap.serving", words.driverText(verdict.serving()))));
        parts.add(new ScreenPart.NoteBox(
                verdict.printed().equals("printed") ? ScreenPart.Tone.BLUE : ScreenPart.Tone.AMBER,
                "rcpt",
                swapReportText(verdict)));
        if (at.returning()) parts.add(new ScreenPart.BusyIndicator(texts.get("swap.ending")));
        var actions = new ArrayList<Control>();
        if (verdict.how() == DriverSwapVerdict.SwapResult.KEPT)
            actions.add(common.staffControl(
                    "swap/back",
                    "swap.undo",
                    "undo",
                    StaffParts.lookWhenEnabled(!at.returning(), Control.ButtonLook.DANGER),
                    new StaffAction.RestoreOldDriver()));
        actions.add(common.staffControl(
                "staff/back",
                "swap.done",
                "check",
                StaffParts.lookWhenEnabled(!at.returning(), Control.ButtonLook.PRIMARY),
                new StaffAction.LeavePage()));
        return common.swapStepPage(6, "swap-done", parts, actions.toArray(Control[]::new));
    }

    private String swapReportText(DriverSwapVerdict verdict) {
        return texts.get(
                "swap.report." + verdict.printed(),
                verdict.printer().isEmpty() ? "" : words.deviceName(verdict.printer()),
                verdict.evidence());
    }
}

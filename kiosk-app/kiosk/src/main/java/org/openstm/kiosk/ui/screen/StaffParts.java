package org.openstm.kiosk.ui.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.staff.Officer;
import org.openstm.kiosk.staff.StaffAction;
import org.openstm.kiosk.staff.StaffRole;
import org.openstm.kiosk.staff.TerminalStatus;
import org.openstm.kiosk.ui.screen.ScreenComposer.PageContent;
import org.openstm.kiosk.ui.text.ScreenTexts;

/// Controls, rows and colours that several staff pages share.
final class StaffParts {
    private static final int SWAP_STEPS = 6;

    private final ScreenTexts texts;

    StaffParts(ScreenTexts texts) {
        this.texts = texts;
    }

    Control staffControl(String id, String key, String icon, Control.ButtonLook look, StaffAction act) {
        return new Control(id, texts.get(key), icon, look, new SessionEvent.StaffTouch(act));
    }

    Control backButton() {
        return staffControl("staff/back", "staff.back", "back", Control.ButtonLook.QUIET, new StaffAction.LeavePage());
    }

    Control leaveButton() {
        return staffControl(
                "staff/leave", "staff.leave", "exit", Control.ButtonLook.DANGER, new StaffAction.LeaveStaffPages());
    }

    /// Keys for the entry of digits.
    ScreenPart.DigitPad digitPad() {
        var keys = new ArrayList<>(
                IntStream.rangeClosed(1, 9).mapToObj(StaffParts::digitKey).toList());
        keys.add(staffControl("key/clear", "pad.clear", "", Control.ButtonLook.QUIET, new StaffAction.ClearTyped()));
        keys.add(digitKey(0));
        keys.add(staffControl(
                "key/delete", "pad.delete", "bksp", Control.ButtonLook.QUIET, new StaffAction.EraseLast()));
        return new ScreenPart.DigitPad(keys);
    }

    private static Control digitKey(int digit) {
        var label = Integer.toString(digit);
        return new Control(
                "key/" + label,
                label,
                "",
                Control.ButtonLook.QUIET,
                new SessionEvent.StaffTouch(new StaffAction.TypeDigit(digit)));
    }

    ScreenPart.LabelledRow factRow(String key, String value) {
        return new ScreenPart.LabelledRow(texts.get(key), value.isEmpty() ? "–" : value, "", Optional.empty());
    }

    /// A page of a device swap.
    PageContent swapStepPage(int step, String name, List<ScreenPart> parts, Control... actions) {
        var title = texts.get("step", step, SWAP_STEPS, texts.get("swap.step." + step));
        return PageContent.of(name, parts, actions).withSteps(new Screen.Steps(step, SWAP_STEPS, title));
    }

    static Control.ButtonLook lookWhenEnabled(boolean can, Control.ButtonLook look) {
        return can ? look : Control.ButtonLook.OFF;
    }

    static ScreenPart.Tone healthTone(TerminalStatus.DeviceCondition health) {
        return switch (health) {
            case FINE -> ScreenPart.Tone.GREEN;
            case WARNS -> ScreenPart.Tone.AMBER;
            case STOPPED -> ScreenPart.Tone.RED;
        };
    }

    /// Whether details in a driver's own words are shown to this officer.
    static boolean isRepairAllowed(Officer officer) {
        return officer.duty().isPermitted(StaffRole.StaffPermission.EXCHANGE);
    }
}

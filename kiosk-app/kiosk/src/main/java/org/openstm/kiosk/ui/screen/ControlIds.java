package org.openstm.kiosk.ui.screen;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Every id that a control can have, for walks and their authors. A screen with another id
/// fails in any test that draws it: the list cannot fall behind the screens.
public final class ControlIds {
    /// Id patterns; a part in capitals differs from control to control.
    private static final List<String> FORMS = List.of(
            "start, see-guide, begin, begin-for/ROLE, agree, disagree, consent, back, next, go, leave, stay, wait",
            "by-staff, by-match, by-phone, no-card, resend, take-picture, picture-help, picture-later",
            "to-sign, sign/full, sign-again, promise, confirm, again, print, finish, more",
            "do-not-pay, pay-again, paper-again, skip-paper, hand-again, ticket, aside-back, help-back",
            "rate/1..5, reason/WORD, send-rating, care/contrast, care/standard",
            "help/home, help/exit, help/language, help/large, help/staff",
            "home/find, home/for-me, home/mine, home/progress, order, order.to-mine, order.to-usual",
            "page/back, page/next, view/back, view/next, view/more, trail/0.., trail/now",
            "ways/window, ways/terminal, ways/phone, ways/guide",
            "theme/ID, item/ID, field/NAME/VALUE, check/NAME/change, check/internal, check/external",
            "key/SIGN, key/clear, key/delete, key/space, key/rewrite, key/undo-stroke, key/capitals, mode/WAY",
            "candidate/TEXT, candidates/back, candidates/next",
            "quick/today, quick/tomorrow, quick/next-month, quick/last-N, year/back, year/next, month/YYYY-MM, more/y|m|d, less/y|m|d",
            "staff/ACT, task/ID, device/ID, case/N, why/WORD, settle/came-out, settle/not-out, settle/done",
            "swap/ACT, socket/NAME, driver/NAME");

    private static final Set<String> ALL = FORMS.stream()
            .flatMap(line -> List.of(line.split(", ", -1)).stream())
            .collect(Collectors.toCollection(TreeSet::new));

    /// Fixed prefix of a pattern.
    private static final Set<String> HEADS = ALL.stream()
            .map(form -> form.replaceFirst("[A-Z0-9].*|[a-z]\\|.*", ""))
            .filter(head -> head.endsWith("/") || head.endsWith("-"))
            .collect(Collectors.toSet());

    private ControlIds() {}

    /// In display order.
    public static Set<String> allIdForms() {
        return new TreeSet<>(ALL);
    }

    static boolean isKnown(String id) {
        return ALL.contains(id) || HEADS.stream().anyMatch(id::startsWith);
    }
}

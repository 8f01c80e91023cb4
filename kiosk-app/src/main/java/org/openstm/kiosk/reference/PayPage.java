package org.openstm.kiosk.reference;

import static org.openstm.kiosk.reference.Html.tag;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstm.kiosk.central.Voucher;

/// What the citizen's phone shows after scanning the code of a payment: the amount and two buttons.
/// Stands for the bank's own program, which a real payment system would open.
final class PayPage {
    static final String PATH = "/pay/";

    private final Money money;

    PayPage(Money money) {
        this.money = money;
    }

    /// Empty: another page is meant.
    Optional<Answer> serve(Request request, Instant now) {
        if (request.path().equals("/pages.css")) return Optional.of(Pages.style());
        if (!request.path().startsWith(PATH)) return Optional.empty();
        String token = request.path().substring(PATH.length());
        if (request.method().equals("GET")) return Optional.of(page(money.atPhone(token, now)));
        String said = new String(request.body(), StandardCharsets.UTF_8);
        return switch (said) {
            case "answer=pay" -> Optional.of(page(money.answer(token, true, now)));
            case "answer=refuse" -> Optional.of(page(money.answer(token, false, now)));
            default -> Optional.of(page(money.atPhone(token, now)));
        };
    }

    private static Answer page(Optional<Money.Hold> found) {
        if (found.isEmpty()) return tag("h1", "这个付款码已经失效").page(404, "付款");
        var hold = found.get();
        var words = Html.all(List.of(
                tag("h1", Rules.yuan(hold.fen())),
                tag("p", "示范省非税收入 · 单号 " + hold.reference()),
                state(hold.state()),
                tag("footer", "演示：不会扣真的钱。")));
        return words.form(200, "付款");
    }

    private static Html state(Voucher.State state) {
        return switch (state) {
            case HELD -> Html.form("answer", buttons());
            case PAID, CONFIRMED -> tag("p.good", "已付款");
            case EXPIRED -> tag("p.warn", "付款码过期了，没有扣钱");
            case REFUSED -> tag("p.warn", "您没有付款，没有扣钱");
            case RELEASED -> tag("p.warn", "这笔付款已撤回，没有扣钱");
            case RETURNED -> tag("p.warn", "已退款");
        };
    }

    private static Map<String, String> buttons() {
        var all = new LinkedHashMap<String, String>();
        all.put("pay", "付款");
        all.put("refuse", "不付");
        return all;
    }
}

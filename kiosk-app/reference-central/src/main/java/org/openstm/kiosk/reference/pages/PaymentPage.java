package org.openstm.kiosk.reference.pages;

import static org.openstm.kiosk.reference.pages.HtmlFragment.tag;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstm.kiosk.central.payment.PaymentHold;
import org.openstm.kiosk.reference.cases.DepartmentRules;
import org.openstm.kiosk.reference.cases.PaymentService;
import org.openstm.kiosk.reference.http.ServerRequest;
import org.openstm.kiosk.reference.http.ServerResponse;

/// The page on the citizen's phone after scanning the code of a payment: the amount and two buttons. Stands for
/// the bank's own app, which a real payment system would open.
public final class PaymentPage {
    public static final String PATH = "/pay/";

    private final PaymentService money;

    public PaymentPage(PaymentService money) {
        this.money = money;
    }

    /// Empty if the path is another page's.
    public Optional<ServerResponse> servePage(ServerRequest request, Instant now) {
        if (request.path().equals("/pages.css")) return Optional.of(MonitoringLayout.styleSheet());
        if (!request.path().startsWith(PATH)) return Optional.empty();
        String token = request.path().substring(PATH.length());
        if (request.method().equals("GET")) return Optional.of(paymentView(money.findHoldForPhone(token, now)));
        String said = new String(request.body(), StandardCharsets.UTF_8);
        return switch (said) {
            case "answer=pay" -> Optional.of(paymentView(money.answerAtPhone(token, true, now)));
            case "answer=refuse" -> Optional.of(paymentView(money.answerAtPhone(token, false, now)));
            default -> Optional.of(paymentView(money.findHoldForPhone(token, now)));
        };
    }

    private static ServerResponse paymentView(Optional<PaymentService.StoredHold> found) {
        if (found.isEmpty()) return tag("h1", "这个付款码已经失效").toPage(404, "付款");
        var hold = found.get();
        var words = HtmlFragment.joinParts(List.of(
                tag("h1", DepartmentRules.formatYuan(hold.fen())),
                tag("p", "示范省非税收入 · 单号 " + hold.reference()),
                statusView(hold.state()),
                tag("footer", "演示：不会扣真的钱。")));
        return words.form(200, "付款");
    }

    private static HtmlFragment statusView(PaymentHold.HoldState state) {
        return switch (state) {
            case HELD -> HtmlFragment.form("answer", answerChoices());
            case PAID, CONFIRMED -> tag("p.good", "已付款");
            case EXPIRED -> tag("p.warn", "付款码过期了，没有扣钱");
            case REFUSED -> tag("p.warn", "您没有付款，没有扣钱");
            case RELEASED -> tag("p.warn", "这笔付款已撤回，没有扣钱");
            case RETURNED -> tag("p.warn", "已退款");
        };
    }

    private static Map<String, String> answerChoices() {
        var all = new LinkedHashMap<String, String>();
        all.put("pay", "付款");
        all.put("refuse", "不付");
        return all;
    }
}

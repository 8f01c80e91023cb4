package org.openstm.kiosk.ui;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.catalog.ItemCatalogue;
import org.openstm.kiosk.catalog.ItemField;
import org.openstm.kiosk.catalog.LocalizedText;
import org.openstm.kiosk.catalog.RepresentativeRole;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.form.EntryVerdict;
import org.openstm.kiosk.session.Bill;
import org.openstm.kiosk.session.Choice;
import org.openstm.kiosk.session.Event;
import org.openstm.kiosk.session.Keyboard;
import org.openstm.kiosk.session.Mandate;
import org.openstm.kiosk.session.Outcome;
import org.openstm.kiosk.session.Over;
import org.openstm.kiosk.session.Person;
import org.openstm.kiosk.session.Place;
import org.openstm.kiosk.session.Session;
import org.openstm.kiosk.session.Visit;
import org.openstm.kiosk.session.World;

/// Every session on the way through an item, for tests that look at all screens.
final class Roads {
    static final Signboard BOARD = new Signboard(
            LocalizedText.of("政务服务自助终端", "Government Services"),
            LocalizedText.of("示范银行翠湖支行 · 3 号机", "Demo Bank, Cuihu Branch • Terminal 3"),
            LocalizedText.of("示范银行东风路支行，步行 9 分钟", "Demo Bank, Dongfeng Road, 9 minutes on foot"),
            LocalizedText.of("本网点 5 号窗口", "Counter 5 of this branch"));
    static final ItemCatalogue CATALOG = CatalogueFiles.loadShipped();
    private static final Person LI = new Person("李秀兰", "530102195503080028", "resident", "云岭", "");
    private static final Instant NOW = Instant.parse("2026-11-24T06:32:00Z");

    private Roads() {}

    static Session after(Session from, Event... events) {
        var session = from;
        for (var event : events) session = Visit.step(session, event, NOW).next();
        return session;
    }

    static Session first() {
        return Session.first(CATALOG, true, NOW);
    }

    /// All is well but for the cameras.
    static final World BLIND =
            new World(true, Set.of(), Set.of(World.PAPER_CAMERA, World.PERSON_CAMERA), Set.of(), false, false);

    /// All is well but for the slip printer.
    static final World SLIPLESS = new World(true, Set.of(), Set.of("receipt-printer"), Set.of(), false, false);

    /// The search page: empty, with one, several and many results on its first and second page, and
    /// with none however wide the letters are.
    static List<Session> finding() {
        var empty = after(first(), new Event.Start(), new Event.Find());
        var all = new ArrayList<Session>();
        all.add(empty);
        for (var typed : List.of("yanglao", "ydjy", "kbbx", "zheng", "s", "pension life", "mmmmmmmmmmmmmm")) {
            var found = typing(empty, typed);
            all.add(found);
            all.add(after(found, new Event.TurnPage(1)));
        }
        var pinyin = typing(empty, "zheng");
        all.add(after(
                pinyin,
                new Event.Suggested("zheng", "zheng", List.of("证", "政", "正", "整", "争", "郑", "征", "症", "挣", "证明"))));
        all.add(after(pinyin, new Event.Suggested("zheng", "zheng", List.of())));
        all.add(chosen(empty, "养老"));
        var square = after(empty, new Event.TypeBy(Keyboard.Mode.HANDWRITING));
        all.add(square);
        var ink = List.of(new Place.Stroke(List.of(60, 300, 540, 300)));
        all.add(after(
                square,
                new Event.Inked(ink.getFirst()),
                new Event.Recognised(ink, List.of("一", "二", "三", "四", "五", "六", "七", "八", "九", "十"))));
        all.add(after(chosen(empty, "证"), new Event.TypeBy(Keyboard.Mode.SIGNS)));
        all.add(after(
                empty,
                new Event.WorldChanged(
                        new World(true, Set.of(), Set.of("pinyin", "handwriting"), Set.of(), false, false))));
        return all;
    }

    /// Places of a level that fills more than one page, and the names of the fifth.
    static List<Session> places() {
        var all = new ArrayList<Session>();
        var item = CATALOG.findItem("self-employed/register").orElseThrow();
        var at = after(first(), new Event.CardRead(LI), new Event.Begin(item.id()), new Event.TickConsent());
        at = after(at, new Event.Agree(), new Event.ByMatch(), new Event.Matched(true));
        for (int page = 0; page < item.pages().size(); page++) {
            var field = item.pages().get(page).fields().getFirst();
            if (field.kind() == ItemField.FieldKind.REGION) break;
            if (!skipped(at, page)) at = answered(at, field, new ArrayList<>());
        }
        for (var code : List.of("530100", "530103", "530103100")) at = picked(at, code);
        var many = new ArrayList<Choice>();
        for (int n = 201; n < 240; n++)
            many.add(new Choice(
                    "530103100" + n, LocalizedText.of("小石桥边青山村", "Qingchengshan"), true, LocalizedText.NONE));
        at = after(at, new Event.Offered("region", many));
        all.add(at);
        all.add(after(at, new Event.TurnPage(1), new Event.Pick("530103100239")));
        return all;
    }

    private static Session picked(Session at, String code) {
        var place = new Choice(code, LocalizedText.of("云岭自治市", "Yunling County"), true, LocalizedText.NONE);
        return after(at, new Event.Offered("region", List.of(place)), new Event.Pick(code));
    }

    /// What is laid out for somebody who is known: by age, by what was done lately, by both, and as for
    /// everybody.
    static List<Session> known() {
        var old = new Person("李秀兰", "530102195503080028", "resident", "云岭", "", "1955-03-08");
        var met = after(first(), new Event.CardRead(old));
        var lately = List.of("medical-insurance/remote-care", "id-card/replace", "household/residence-permit");
        var all = new ArrayList<Session>();
        all.add(met);
        for (var done : List.of(List.<String>of(), lately)) {
            var laidOut = after(met, new Event.Lately(true, done));
            all.add(laidOut);
            all.add(after(laidOut, new Event.SeeForMe()));
            all.add(after(laidOut, new Event.SeeTheme("pension")));
            var off = after(laidOut, new Event.SwitchOrder());
            all.add(off);
            all.add(after(off, new Event.OrderKept(false)));
        }
        all.add(after(
                first(),
                new Event.CardRead(new Person("李秀兰", "530102195503080028", "resident", "云岭", "")),
                new Event.Lately(true, lately)));
        all.add(after(first(), new Event.CardRead(LI), new Event.Lately(true, List.of())));
        var foreigner = new Person("SMITH, JOHN WILLIAM", "911124198108030024", "foreigner", "", "");
        all.add(after(first(), new Event.CardRead(foreigner)));
        var left = after(first(), new Event.Start(), new Event.CardRead(foreigner), new Event.CardPresence(true));
        all.add(after(left, new Event.Leave(), new Event.ReallyLeave()));
        return all;
    }

    /// A half-done case goes to the phone and to the counter, or cannot.
    private static void handingOver(Session at, List<Session> all) {
        all.add(after(at, new Event.Help(), new Event.LookAt(Over.Topic.WINDOW)));
        for (var to : Event.HandOver.To.values()) {
            var asking = after(at, new Event.HandOver("half", to));
            all.add(asking);
            for (var why : List.of("no-answer", "refused", "elsewhere"))
                all.add(after(asking, new Event.NotHandedOver("handover." + why)));
            var handed = after(
                    asking,
                    new Event.HandedOver(new Outcome.HandedOver(
                            "half",
                            "SF202611240007",
                            to,
                            "https://zwfw.sf.example/h/7K4M92QXD3HP7K4M92QXD3HP7K",
                            "A017",
                            LocalizedText.of("5 号窗口", "Window 5"),
                            NOW)));
            all.add(handed);
            all.add(after(handed, new Event.Finish()));
        }
    }

    /// A half-done case comes from elsewhere.
    private static void opening(Item item, List<Session> all) {
        var card = after(first(), new Event.ShownCase("7K4M92QXD3HP7K4M92QXD3HP7K"));
        all.add(card);
        var opening = after(card, new Event.CardRead(LI));
        all.add(opening);
        for (var why : List.of("other-person", "taken", "expired", "unknown", "no-line"))
            all.add(after(opening, new Event.CaseNotTaken("handover." + why)));
        all.add(after(opening, new Event.CaseTaken("t", "SF202611240007", item.id(), Map.of())));
        all.add(after(opening, new Event.CaseTaken("t", "SF202611240007", "no/such-item", Map.of())));
    }

    private static Person expired() {
        return new Person("孙桂花", "530102194007150046", "resident", "云岭", "2024-07-15");
    }

    /// Every session on the way through one item, with every answer that the centre may give at its
    /// end.
    static List<Session> road(Item item) {
        return road(item, LI);
    }

    static List<Session> road(Item item, Person citizen) {
        var all = new ArrayList<Session>();
        var at = after(first(), new Event.Start());
        all.add(first());
        all.add(at);
        at = after(at, new Event.SeeTheme(item.theme()));
        all.add(at);
        at = after(at, new Event.SeeItem(item.id()));
        all.add(at);
        for (var role : item.by()) {
            var begun = after(at, new Event.BeginFor(item.id(), role), new Event.TickConsent(), new Event.Agree());
            all.add(begun);
            all.add(after(begun, new Event.CardRead(LI)));
            all.add(after(begun, new Event.CardRead(LI), new Event.CardRead(LI)));
        }
        at = after(
                at,
                item.self()
                        ? new Event.Begin(item.id())
                        : new Event.BeginFor(item.id(), RepresentativeRole.ORGANISATION));
        all.add(at);
        all.add(after(at, new Event.Agree()));
        at = after(at, new Event.TickConsent(), new Event.Agree());
        all.add(at);
        all.add(after(at, new Event.CardUnreadable("card-moved")));
        all.add(after(at, new Event.CardRead(expired())));
        var phone = after(at, new Event.ByPhone());
        all.add(phone);
        all.add(after(at, new Event.ShownPhone("a.b.c")));
        for (var why : List.of("expired", "elsewhere", "used", "not-proved", "strange", "no-line", "no-answer"))
            all.add(after(phone, new Event.ShownPhone("a.b.c"), new Event.PhoneRefused("a.b.c", "phone." + why)));
        var known = Person.byPhone(LI.name(), LI.number(), "resident", Item.AssuranceLevel.L1);
        all.add(after(phone, new Event.ShownPhone("a.b.c"), new Event.PhoneKnown("a.b.c", known)));
        at = after(at, new Event.CardRead(citizen));
        all.add(at);
        all.add(after(at, new Event.ByStaff(), new Event.Key("1"), new Event.Next()));
        if (item.level() == Item.AssuranceLevel.L3) at = after(at, new Event.ByMatch(), new Event.Matched(true));
        if (!item.self()) at = mandated(at, all);
        if (item.makesCase()) handingOver(at, all);
        opening(item, all);
        for (int page = 0; page < item.pages().size(); page++) {
            if (skipped(at, page)) continue;
            all.add(at);
            all.add(after(at, new Event.Next()));
            var field = item.pages().get(page).fields().getFirst();
            at = answered(at, field, all);
        }
        at = after(at, new Event.Known(Map.of("amount", "¥10,564.80", "flexible", "灵活就业参保")));
        all.add(at);
        at = after(at, new Event.ToSign());
        all.add(at);
        all.add(after(at, new Event.LookAt(Over.Topic.COMMITMENT)));
        all.add(after(at, new Event.Help(), new Event.LookAt(Over.Topic.TERMINAL)));
        at = after(
                at,
                new Event.TickRead(),
                new Event.Signed(new org.openstm.kiosk.session.Place.Stroke(List.of(0, 0, 150, 0))),
                new Event.Signed(new org.openstm.kiosk.session.Place.Stroke(List.of(0, 9, 150, 9))),
                new Event.Confirm(item.makesCase() ? "tx" : ""));
        all.add(at);
        outcomes(at, item, all);
        if (item.fee().isPresent()) paying(at, all);
        return all;
    }

    /// What the register may say of somebody who acts for an organisation, in the end that they may.
    private static Session mandated(Session at, List<Session> all) {
        all.add(at);
        all.add(after(typing(at, "9135"), new Event.Next()));
        var code = "91350100M000100Y43";
        var asking = after(typing(at, code), new Event.Next());
        all.add(asking);
        for (var no : List.of(
                "organisation-unknown",
                "organisation-struck-off",
                "not-authorised",
                "authorisation-expired",
                "refused"))
            all.add(after(asking, new Event.NotMandated(code, new EntryVerdict.Wrong("mandate." + no, "2026-10-31"))));
        var name = "云岭市翠湖区秀兰和她的女儿们百年老字号副食百货便民服务有限责任公司";
        for (var until : List.of("", "2027-06-30"))
            all.add(after(asking, new Event.Mandated(new Mandate(code, name, false, until))));
        var may = after(asking, new Event.Mandated(new Mandate(code, "云岭市翠湖区秀兰副食店", true, "")));
        all.add(may);
        return after(may, new Event.Next());
    }

    /// Whether a page does not come after these answers.
    private static boolean skipped(Session at, int page) {
        return at.at() instanceof Place.Filling here && here.page() != page;
    }

    private static Session answered(Session at, org.openstm.kiosk.catalog.ItemField field, List<Session> all) {
        var next = at;
        switch (field.kind()) {
            case CHOICE, REGION -> {
                var choice = new Choice("c", LocalizedText.of("甲乙丙", "Some Place"), true, LocalizedText.NONE);
                for (int level = 0; level < Math.max(1, field.depth()); level++) {
                    next = after(next, new Event.Offered(field.name(), List.of(choice)));
                    var value =
                            field.list().isEmpty() ? field.options().getFirst().value() : "c";
                    next = after(next, new Event.Pick(value));
                    all.add(next);
                }
            }
            case MONTH_RANGE -> next = after(next, new Event.Pick("last-12"));
            case MOBILE -> {
                all.add(after(typing(next, "1380000"), new Event.Next()));
                next = typing(next, "13800006021");
            }
            case BANK_CARD -> {
                all.add(after(typing(next, "62220202"), new Event.Next()));
                next = typing(next, "6222020200112233446");
            }
            case NUMBER -> next = typing(next, "" + Math.max(1, field.least()));
            case AMOUNT -> next = typing(next, "100.5");
            case DIGITS -> next = typing(next, "1".repeat(Math.max(1, field.least())));
            case ID_NUMBER -> next = typing(next, "11010519491231002X");
            case PLATE -> {
                next = typing(next, "云A1234");
                all.add(next);
                next = typing(next, "挂");
            }
            case USCC -> next = typing(next, "91350100M000100Y43");
            case TEXT, ADDRESS -> next = writing(next, field, all);
            case DATE, COPIES -> {}
            case SCAN, PHOTO -> next = pictured(next, field, all);
        }
        next = after(next, new Event.Next());
        if (field.checkCode()) {
            next = after(next, new Event.CodeSent("id"));
            all.add(next);
            for (int i = 0; i < 6; i++) next = after(next, new Event.Key("1"));
            next = after(next, new Event.Next(), new Event.CodeChecked(true));
        }
        return next;
    }

    /// Each thing that may be wrong with a picture, later, and in the end a good one.
    private static Session pictured(Session at, ItemField field, List<Session> all) {
        all.add(at);
        var taking = after(at, new Event.TakePicture());
        all.add(taking);
        var whose = field.kind() == ItemField.FieldKind.PHOTO ? "-person" : "";
        for (var why :
                List.of("blurred" + whose, "dark", "bright" + whose, "blank" + whose, "failed", "small", "no-camera"))
            all.add(after(taking, new Event.NoPicture(field.name(), "picture." + why)));
        all.add(after(at, new Event.Next()));
        all.add(after(at, new Event.WorldChanged(BLIND)));
        if (field.later()) {
            var later = after(at, new Event.PictureLater());
            all.add(later);
            all.add(after(later, new Event.Back()));
        }
        var looking = after(taking, new Event.PictureTaken(field.name(), Stills.drawn(1600, 1200)));
        all.add(looking);
        all.add(after(taking, new Event.PictureTaken(field.name(), Stills.drawn(1200, 1600))));
        all.add(after(looking, new Event.WorldChanged(BLIND)));
        return looking;
    }

    /// By pinyin with few and with many candidates and with none, by hand, with letters and signs, too much
    /// and too little, and where nothing works; in the end a right text.
    private static Session writing(Session at, ItemField field, List<Session> all) {
        var letters = typing(at, "zhangw");
        all.add(letters);
        var offered =
                after(letters, new Event.Suggested("zhangw", "zhang w", List.of("张伟", "张维", "章文", "张", "章", "长")));
        all.add(offered);
        var long0 =
                after(letters, new Event.Suggested("zhangw", "zhang w", List.of("云南省昆明市五华区", "云南省昆明市", "云南省", "云南")));
        all.add(long0);
        all.add(after(long0, new Event.TurnCandidates(1)));
        all.add(after(letters, new Event.Suggested("zhangw", "zhang w", List.of())));
        all.add(after(offered, new Event.Next()));
        all.add(after(typing(at, "w".repeat(40)), new Event.Suggested("w".repeat(30), "w ".repeat(30), List.of("我"))));
        var square = after(at, new Event.TypeBy(Keyboard.Mode.HANDWRITING));
        all.add(square);
        var ink = List.of(new Place.Stroke(List.of(60, 300, 540, 300)));
        var written = after(square, new Event.Inked(ink.getFirst()));
        all.add(after(
                written, new Event.Recognised(ink, List.of("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "百"))));
        for (var mode : List.of(Keyboard.Mode.LETTERS, Keyboard.Mode.SIGNS)) all.add(after(at, new Event.TypeBy(mode)));
        all.add(after(at, new Event.TypeBy(Keyboard.Mode.LETTERS), new Event.Capitals()));
        for (var broken : List.of(Set.of("pinyin"), Set.of("handwriting"), Set.of("pinyin", "handwriting")))
            all.add(after(at, new Event.WorldChanged(new World(true, Set.of(), broken, Set.of(), false, false))));
        var next = at;
        var phrase = "翠湖路𠮷祥里一号院";
        for (int length = 0; length < Math.min(field.most(), 600); length += 10)
            next = chosen(next, phrase.substring(0, Math.min(phrase.length(), field.most())));
        all.add(next);
        all.add(chosen(next, phrase));
        next = chosen(after(next, new Event.ClearEntry()), "翠湖𠮷祥里一号");
        all.add(next);
        return next;
    }

    private static Session chosen(Session at, String text) {
        var letter = typing(at, "c");
        return after(
                letter,
                new Event.Suggested("c", "c", List.of(text)),
                new Event.Choose(0),
                new Event.Chosen("c", text, ""));
    }

    private static Session typing(Session at, String signs) {
        var next = at;
        for (var sign : signs.split("")) next = after(next, new Event.Key(sign));
        return next;
    }

    private static final Bill BILL = new Bill(
            "tx",
            "SF202611240317",
            "2026年11月24日 14:32",
            Map.of("year", "2026"),
            LocalizedText.of("好", "ok"),
            1_056_480);

    /// Everything that may become of the money of an item that costs something.
    private static void paying(Session at, List<Session> all) {
        var asking = after(at, new Event.Owed(BILL));
        var code = after(asking, new Event.PayCode("tx", "https://pay.example/pay/0123456789abcdef", NOW));
        all.add(asking);
        all.add(code);
        all.add(after(code, new Event.Charged("tx")));
        all.add(after(code, new Event.DoNotPay()));
        for (var why : List.of("EXPIRED", "REFUSED", "NO-CODE")) all.add(after(code, new Event.NotPaid("tx", why)));
        all.add(after(code, new Event.Told(BILL.paid("ZF20261124000317"))));
        var unknown = after(code, new Event.Told(new Outcome.PayUnknown("tx", "7K4M92QXD3HP", BILL)));
        all.add(unknown);
        all.add(after(unknown, new Event.PrintPapers(), new Event.CardPresence(false)));
        for (var money : Outcome.Money.values()) all.add(after(code, new Event.Told(new Outcome.Undone(BILL, money))));
        all.add(after(code, new Event.Help(), new Event.LookAt(Over.Topic.WINDOW)));
    }

    /// Every item of a chain, the last one refused.
    private static List<Outcome.Share> shares(Item chain) {
        var all = new ArrayList<Outcome.Share>();
        for (var part : chain.parts())
            all.add(new Outcome.Share(
                    part.title(),
                    "SF202611240318-" + (all.size() + 1),
                    all.size() + 1 < chain.parts().size(),
                    LocalizedText.of(
                            "已受理。审核后从次月起发放，每月100元。", "Accepted. After the check it is paid from next month.")));
        return all;
    }

    private static void outcomes(Session at, Item item, List<Session> all) {
        var documents = List.of(new Outcome.Document("D1", "参保缴费证明", 1, ""));
        var tx = item.makesCase() ? "tx" : "";
        for (var outcome : List.of(
                new Outcome.Accepted(
                        tx,
                        "SF202611240317",
                        "2026年11月24日 14:32",
                        Map.of("nextDue", "2027-11-24"),
                        LocalizedText.of("好", "ok"),
                        documents),
                new Outcome.Accepted(
                        tx,
                        "SF202611240318",
                        "2026年11月24日 14:32",
                        Map.of("done", "1", "of", "2"),
                        LocalizedText.NONE,
                        List.of(),
                        shares(item)),
                new Outcome.Refused(tx, "not-of-age", LocalizedText.of("要满 80 周岁", "From age 80")),
                new Outcome.Refused(tx, "same-again", LocalizedText.of("今天已经办过", "Already done today")),
                new Outcome.Unknown(tx, "7K4M92QXD3HP"),
                new Outcome.Stored(tx, "BJ-ST-0412-03-42", NOW.plus(Duration.ofDays(3))),
                new Outcome.NotSent(tx),
                new Outcome.Shown(Map.of("balance", "86420.17")))) {
            var told = after(at, new Event.Told(outcome));
            all.add(told);
            if (item.id().equals("pension/life-proof")) all.add(after(told, new Event.WorldChanged(SLIPLESS)));
            var taking = after(told, new Event.PrintPapers());
            all.add(taking);
            var printing = after(taking, new Event.CardPresence(false));
            all.add(printing);
            if (printing.at()
                    instanceof
                    org.openstm.kiosk.session.Place.Delivering(
                            var road,
                            var o,
                            org.openstm.kiosk.session.Place.Handing.Printing p)) {
                var paper = p.papers().get(p.index());
                all.add(after(printing, new Event.PaperFailed(paper, "paper-out", false)));
                all.add(after(printing, new Event.PaperFailed(paper, "link-lost", true)));
            }
            all.add(after(told, new Event.Finish()));
            all.add(after(told, new Event.Finish(), new Event.Rate(1), new Event.Reason("slow")));
            all.add(after(told, new Event.Help(), new Event.StaffCalled("H001")));
            all.add(after(told, new Event.LookAt(Over.Topic.WINDOW)));
            all.add(after(told, new Event.LookAt(Over.Topic.GUIDE)));
            all.add(after(told, new Event.Leave()));
        }
    }
}

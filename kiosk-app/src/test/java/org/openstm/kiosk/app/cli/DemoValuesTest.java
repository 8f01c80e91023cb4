package org.openstm.kiosk.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.contract.LongTest;
import org.openstm.kiosk.app.Main;
import org.openstm.kiosk.rig.Quick;
import org.openstm.kiosk.walk.TestBedConfig;
import org.openstm.kiosk.walk.WalkScript;

/// Authors of an item with a fee, a query or a list of their own try it completely, with the replies of the
/// department from `demo.yaml`.
@Timeout(300)
@LongTest(oneIn = 2)
class DemoValuesTest {
    private static final String HEAD = """
            id: %s
            code: %s
            version: 1
            title: {zh-CN: %s, en: Dogs}
            kind: %s
            level: L1
            visits: none
            provinceWide: true
            offline: O0
            system: dog-bureau
            owner: {zh-CN: 示范省养犬办, en: Dog Bureau}
            guide:
              who: {zh-CN: 养狗的人, en: Whoever has a dog}
              bring: {zh-CN: 身份证, en: ID card}
              fee: {zh-CN: 12.50 元, en: CNY 12.50}
              promised: {zh-CN: 当场办结, en: Done at once}
              legal: {zh-CN: 即时办结, en: At once}
              result: {zh-CN: 回执, en: A receipt}
              phone: "12345"
              basis: {zh-CN: 《养犬管理条例》, en: Dog Rules}
              dated: "2026-11-01"
            uses:
              - {what: {zh-CN: 姓名、身份证号, en: "Name, ID number"}, from: {zh-CN: 身份证, en: ID card}, why: {zh-CN: 登记, en: To register}}
            """;

    private static final String LICENCE = HEAD.formatted("assistance/dog-licence", "T16.08H", "养犬登记", "handle") + """
            pages:
              - id: size
                step: {zh-CN: 体型, en: Size}
                title: {zh-CN: 狗有多大？, en: How large is it?}
                help: {zh-CN: 肩高 60 厘米以上是大型犬。, en: From 60 cm it is large.}
                fields: [{name: size, kind: choice, label: {zh-CN: 体型, en: Size}, list: dog-sizes}]
            prefill:
              - {name: licences, label: {zh-CN: 已有犬证, en: Licences}}
              - {name: amount, label: {zh-CN: 应缴金额, en: Amount due}}
            fee: {amount: amount}
            papers:
              receipt: receipt/paid
              headline: {zh-CN: 登记好了, en: Registered}
              outcome: {zh-CN: "已缴 {paid}", en: "Paid {paid}"}
              next: {zh-CN: 不用再跑。, en: No further visit.}
              facts:
                - {label: {zh-CN: 体型, en: Size}, value: "{size}"}
                - {label: {zh-CN: 有效期到, en: Until}, value: "{until}"}
                - {label: {zh-CN: 已缴金额, en: Paid}, value: "{paid}"}
            related: ""
            """;

    private static final String QUERY =
            HEAD.replaceFirst("  fee: .*\n", "").formatted("assistance/dog-record", "T16.09Q", "养犬记录", "query") + """
            pages: []
            papers:
              receipt: ""
              headline: {zh-CN: 您的养犬记录, en: Your dogs}
              outcome: {zh-CN: 数据来自养犬办, en: From the Dog Bureau}
              next: {zh-CN: "", en: ""}
              facts:
                - {label: {zh-CN: 犬只, en: Dogs}, value: "{dogs}"}
            related: ""
            """;

    private static final String DEMO = """
            systems: [dog-bureau]
            lists:
              dog-sizes: {"": {small: 小型犬 | Small, large: 大型犬 | Large}}
            items:
              assistance/dog-licence:
                prefill: {licences: "1"}
                result: {until: "2027-11-30"}
                due: "12.50"
                refuse:
                  - {field: size, value: large, words: {zh-CN: 大型犬要到窗口办。, en: Large dogs at the counter.}}
              assistance/dog-record:
                prefill: {dogs: 阿黄}
            """;

    private static final String WALK = """
            tap start
            tap theme/assistance
            tap view/next
            tap item/assistance/dog-licence
            tap begin
            tap agree
            lay zhao-wei
            tap field/size/small
            tap next
            expect screen check
            expect text 12.50
            lift
            tap confirm
            expect screen paying
            pay
            expect screen accepted
            expect text 12.50
            tap print
            expect papers 1
            expect central assistance/dog-licence accepted 1
            tap more
            tap theme/assistance
            tap view/next
            tap item/assistance/dog-record
            tap begin
            tap agree
            expect screen shown
            expect text 阿黄
            tap finish
            tap more
            # what was done lately stands first now
            tap theme/assistance
            tap item/assistance/dog-licence
            tap begin
            tap agree
            tap field/size/large
            tap next
            expect screen check
            tap confirm
            expect screen refused
            expect text 大型犬要到窗口办
            """;

    @TempDir
    Path branch;

    private final StringWriter err = new StringWriter();

    @BeforeEach
    void write_the_items() throws IOException {
        var theme = Files.createDirectories(branch.resolve("services/assistance"));
        Files.writeString(theme.resolve("dog-licence.yaml"), LICENCE);
        Files.writeString(theme.resolve("dog-record.yaml"), QUERY);
        Files.writeString(branch.resolve("demo.yaml"), DEMO);
    }

    private String stm(String... words) {
        var out = new StringWriter();
        err.getBuffer().setLength(0);
        int exit = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
        assertEquals(ExitCodes.DONE, exit, err::toString);
        return out.toString();
    }

    @Test
    void an_item_with_a_fee_a_refusal_and_a_query_are_walked_whole() throws Exception {
        stm("catalog", "check", branch.resolve("services").toString());
        var said = new ArrayList<String>();
        var grounds = new TestBedConfig(Optional.of(branch), Optional.empty(), Optional.empty(), Optional.empty());
        WalkLauncher.runWalk(
                WalkScript.parse("dogs.walk", WALK), Path.of("target", "walks"), Quick.town(), grounds, said::add);
        assertTrue(said.size() > 25, said.toString());
    }

    @Test
    void ones_own_items_are_listed_shown_and_found() {
        var config = branch.toString();
        assertTrue(stm("catalog", "list", "--config", config).contains("assistance/dog-licence"));
        assertTrue(stm("catalog", "show", "assistance/dog-record", "--config", config)
                .contains("养犬记录"));
        assertTrue(stm("catalog", "search", "养犬", "--config", config).contains("assistance/dog-licence"));
        var services = branch.resolve("services").toString();
        assertTrue(stm("catalog", "list", "--services", services, "--json").contains("assistance/dog-record"));
        assertTrue(stm("walk", "--ids", "--config", config).contains("item/assistance/dog-licence\n"));
        var names = stm("catalog", "names", "--services", services);
        for (var name : java.util.List.of("dog-sizes", "dog-bureau", "home-regions", "housing-fund: ", "month-range: "))
            assertTrue(names.contains(name), names);
    }
}

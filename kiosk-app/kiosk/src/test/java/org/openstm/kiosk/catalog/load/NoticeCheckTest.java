package org.openstm.kiosk.catalog.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("each datum that is asked or fetched stands in the purpose notice")
class NoticeCheckTest {
    /// Findings of the check on a shipped item with one change.
    private static String changed(String id, String from, String to) {
        var texts = new LinkedHashMap<>(CatalogueFiles.shippedFiles());
        String file = id + ".yaml";
        String text = texts.getOrDefault(file, "").replace(from, to);
        assertNotEquals(texts.get(file), text, "there is no " + from);
        texts.put(file, text);
        var problems = new ArrayList<String>();
        NoticeCheck.check(
                CatalogueFiles.loadFiles(texts).catalog().findItem(id).orElseThrow(),
                new CatalogueSource(file, text, problems));
        return problems.toString();
    }

    @Test
    void every_shipped_item_lists_all_that_it_asks_and_fetches() {
        var problems = new ArrayList<String>();
        CatalogueFiles.shippedFiles()
                .forEach((file, text) -> CatalogueFiles.loadShipped()
                        .findItem(file.replaceFirst("\\.yaml$", ""))
                        .ifPresent(item -> NoticeCheck.check(item, new CatalogueSource(file, text, problems))));
        assertEquals(List.of(), problems);
    }

    @Test
    void a_question_that_no_line_names_is_found() {
        var found = changed("assistance/legal-aid", "、事情经过、人均月收入", "、事情经过");
        assertTrue(found.contains("'人均月收入' is asked, and no line of uses says so"), found);
    }

    @Test
    void another_person_s_number_without_a_consent_of_its_own_is_found() {
        var found = changed("school/student-loan", ", sensitive: true", "");
        assertTrue(found.contains("'共同借款人' needs a consent of its own"), found);
    }

    @Test
    void what_a_query_fetches_and_what_is_known_ahead_must_be_named() {
        var balance = changed("housing/fund-account", "账户状态、账户余额、", "账户状态、");
        assertTrue(balance.contains("'账户余额' is fetched, and no line of uses says so"), balance);
        var employer = changed("employment/benefit", "what: {zh-CN: 原工作单位", "what: {zh-CN: 别的");
        assertTrue(employer.contains("'原工作单位' is fetched"), employer);
    }
}

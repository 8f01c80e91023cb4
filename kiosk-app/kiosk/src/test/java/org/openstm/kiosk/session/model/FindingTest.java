package org.openstm.kiosk.session.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.session.flow.ItemSearchFlow;
import org.openstm.kiosk.session.flow.SessionStateMachine;
import org.openstm.kiosk.session.model.SessionState.SelectionPage;

/// Item search, before identification.
class FindingTest {
    private final Instant now = Instant.parse("2026-11-24T06:32:00Z");
    private Session session = Session.initialSession(CatalogueFiles.loadShipped(), false, now);

    private void when(SessionEvent... events) {
        for (var event : events)
            session = SessionStateMachine.nextStep(session, event, now).next();
    }

    private void type(String letters) {
        for (var letter : letters.split("")) when(new SessionEvent.PressKey(letter));
    }

    private SelectionPage shelf() {
        return assertInstanceOf(SessionState.Choosing.class, session.at()).shelf();
    }

    private SelectionPage.ItemSearch finding() {
        return assertInstanceOf(SelectionPage.ItemSearch.class, shelf());
    }

    @Test
    @DisplayName("S35 a guest types, finds, reads the guide, and comes back to what was typed")
    void a_guest_finds_and_comes_back() {
        when(new SessionEvent.StartSession(), new SessionEvent.OpenSearch());
        type("ylj");
        var hit = ItemSearchFlow.findHits(session.catalog(), finding())
                .getFirst()
                .item()
                .id();
        assertEquals("pension/paid-record", hit);
        when(new SessionEvent.SeeItem(hit));
        var before = assertInstanceOf(
                SelectionPage.ItemSearch.class,
                assertInstanceOf(SelectionPage.GuidePage.class, shelf()).found().orElseThrow());
        assertEquals("ylj", before.searchText());
        when(new SessionEvent.GoBack());
        assertEquals(before, shelf());
        when(new SessionEvent.GoBack());
        assertEquals(new SelectionPage.ThemeList(0), shelf());
    }

    @Test
    void keys_make_the_entry() {
        when(
                new SessionEvent.StartSession(),
                new SessionEvent.OpenSearch(),
                new SessionEvent.SwitchKeyboard(KeyboardState.KeyboardMode.LETTERS));
        type(" yang  lao");
        assertEquals("yang lao", finding().entry(), "a blank only behind a sign, and one");
        when(new SessionEvent.Backspace());
        assertEquals("yang la", finding().entry());
        when(
                new SessionEvent.PressKey("养"),
                new SessionEvent.PressKey("ab"),
                new SessionEvent.PressKey(""),
                new SessionEvent.PressKey("%"));
        assertEquals("yang la养", finding().entry(), "one sign a key");
        type("abcdefghijkl");
        assertEquals(14, finding().entry().length(), "no longer than its field");
        when(new SessionEvent.ClearEntry(), new SessionEvent.Backspace());
        assertEquals("", finding().entry());
    }

    @Test
    void pages_turn_within_what_was_found() {
        when(new SessionEvent.StartSession(), new SessionEvent.OpenSearch(), new SessionEvent.TurnPage(1));
        assertEquals(0, finding().page(), "nothing found, nothing to turn");
        type("s");
        int hits = ItemSearchFlow.findHits(session.catalog(), finding()).size();
        when(new SessionEvent.TurnPage(-1));
        assertEquals(0, finding().page());
        for (int n = 0; n < 50; n++) when(new SessionEvent.TurnPage(1));
        assertEquals((hits - 1) / 4, finding().page());
        when(new SessionEvent.TurnPage(Integer.MAX_VALUE));
        assertEquals((hits - 1) / 4, finding().page());
        type("b");
        assertEquals(0, finding().page(), "another entry begins at its best");
    }

    @Test
    void what_was_typed_is_gone_with_the_visit() {
        when(new SessionEvent.StartSession(), new SessionEvent.OpenSearch());
        type("lihun");
        when(new SessionEvent.AskToLeave(), new SessionEvent.StartSession(), new SessionEvent.OpenSearch());
        assertEquals("", finding().searchText());
    }

    @Test
    void pinyin_is_looked_for_before_it_is_characters() {
        when(new SessionEvent.StartSession(), new SessionEvent.OpenSearch());
        type("yanglao");
        assertEquals("yanglao", finding().searchText());
        int byPinyin = ItemSearchFlow.findHits(session.catalog(), finding()).size();
        assertTrue(byPinyin > 0);
        when(
                new SessionEvent.CandidatesSuggested("yanglao", "yang lao", List.of("养老", "样老")),
                new SessionEvent.ChooseCandidate(0));
        when(new SessionEvent.CandidateChosen("yanglao", "养老", ""));
        assertEquals("养老", finding().entry());
        assertEquals(
                byPinyin, ItemSearchFlow.findHits(session.catalog(), finding()).size());
        type("zheng");
        assertEquals("养老zheng", finding().searchText());
        type("abcdefghijkl");
        assertEquals(14, finding().searchText().length(), "no longer than its field");
    }
}

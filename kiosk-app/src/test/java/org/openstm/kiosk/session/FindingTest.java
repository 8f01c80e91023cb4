package org.openstm.kiosk.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.session.Place.Shelf;

/// Finding an item by typing, before anybody is identified.
class FindingTest {
    private final Instant now = Instant.parse("2026-11-24T06:32:00Z");
    private Session session = Session.first(CatalogueFiles.loadShipped(), false, now);

    private void when(Event... events) {
        for (var event : events) session = Visit.step(session, event, now).next();
    }

    private void type(String letters) {
        for (var letter : letters.split("")) when(new Event.Key(letter));
    }

    private Shelf shelf() {
        return assertInstanceOf(Place.Choosing.class, session.at()).shelf();
    }

    private Shelf.Finding finding() {
        return assertInstanceOf(Shelf.Finding.class, shelf());
    }

    @Test
    @DisplayName("S35 a guest types, finds, reads the guide, and comes back to what was typed")
    void a_guest_finds_and_comes_back() {
        when(new Event.Start(), new Event.Find());
        type("ylj");
        var hit = Finder.hits(session.catalog(), finding()).getFirst().item().id();
        assertEquals("pension/paid-record", hit);
        when(new Event.SeeItem(hit));
        var before = assertInstanceOf(
                Shelf.Finding.class,
                assertInstanceOf(Shelf.Guide.class, shelf()).found().orElseThrow());
        assertEquals("ylj", before.typed());
        when(new Event.Back());
        assertEquals(before, shelf());
        when(new Event.Back());
        assertEquals(new Shelf.Themes(0), shelf());
    }

    @Test
    void keys_make_the_entry() {
        when(new Event.Start(), new Event.Find(), new Event.TypeBy(Keyboard.Mode.LETTERS));
        type(" yang  lao");
        assertEquals("yang lao", finding().entry(), "a blank only behind a sign, and one");
        when(new Event.Rub());
        assertEquals("yang la", finding().entry());
        when(new Event.Key("养"), new Event.Key("ab"), new Event.Key(""), new Event.Key("%"));
        assertEquals("yang la养", finding().entry(), "one sign a key");
        type("abcdefghijkl");
        assertEquals(14, finding().entry().length(), "no longer than its field");
        when(new Event.ClearEntry(), new Event.Rub());
        assertEquals("", finding().entry());
    }

    @Test
    void pages_turn_within_what_was_found() {
        when(new Event.Start(), new Event.Find(), new Event.TurnPage(1));
        assertEquals(0, finding().page(), "nothing found, nothing to turn");
        type("s");
        int hits = Finder.hits(session.catalog(), finding()).size();
        when(new Event.TurnPage(-1));
        assertEquals(0, finding().page());
        for (int n = 0; n < 50; n++) when(new Event.TurnPage(1));
        assertEquals((hits - 1) / 4, finding().page());
        when(new Event.TurnPage(Integer.MAX_VALUE));
        assertEquals((hits - 1) / 4, finding().page());
        type("b");
        assertEquals(0, finding().page(), "another entry begins at its best");
    }

    @Test
    void what_was_typed_is_gone_with_the_visit() {
        when(new Event.Start(), new Event.Find());
        type("lihun");
        when(new Event.Leave(), new Event.Start(), new Event.Find());
        assertEquals("", finding().typed());
    }

    @Test
    void pinyin_is_looked_for_before_it_is_characters() {
        when(new Event.Start(), new Event.Find());
        type("yanglao");
        assertEquals("yanglao", finding().typed());
        int byPinyin = Finder.hits(session.catalog(), finding()).size();
        assertTrue(byPinyin > 0);
        when(new Event.Suggested("yanglao", "yang lao", List.of("养老", "样老")), new Event.Choose(0));
        when(new Event.Chosen("yanglao", "养老", ""));
        assertEquals("养老", finding().entry());
        assertEquals(byPinyin, Finder.hits(session.catalog(), finding()).size());
        type("zheng");
        assertEquals("养老zheng", finding().typed());
        type("abcdefghijkl");
        assertEquals(14, finding().typed().length(), "no longer than its field");
    }
}

package org.openstm.kiosk.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openstm.kiosk.catalog.ItemField;
import org.openstm.kiosk.catalog.RepresentativeRole;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.session.Event.HandOver.To;

/// Questions that a camera answers, on the pure machine.
class PicturesTest {
    private static final Person ZHAO = new Person("赵伟", "530112199008150018", "resident", "云岭", "");
    private static final Person WANG = new Person("王德福", "530103194405120139", "resident", "云岭", "");
    private static final String CARD = "assistance/disability-card";
    private static final String PERMIT = "household/residence-permit";
    private static final Still ONE = still("one");
    private static final Still TWO = still("two");
    private final Instant now = Instant.parse("2026-11-24T06:32:00Z");
    private Session session = Session.first(CatalogueFiles.loadShipped(), true, now);
    private final List<Effect> done = new ArrayList<>();

    private static Still still(String name) {
        return new Still(name.getBytes(StandardCharsets.UTF_8), "digest of " + name, 1600, 1200);
    }

    private void on(Event... events) {
        for (var event : events) {
            done.clear();
            var step = Visit.step(session, event, now);
            session = step.next();
            done.addAll(step.effects());
        }
    }

    private Road road() {
        return session.road().orElseThrow();
    }

    private Place.Filling filling() {
        return assertInstanceOf(Place.Filling.class, session.at());
    }

    private ItemField field() {
        return road().item().pages().get(filling().page()).fields().getFirst();
    }

    /// On the page that asks for the medical record.
    private void atTheRecord() {
        on(new Event.CardRead(ZHAO), new Event.Begin(CARD), new Event.TickConsent(), new Event.Agree());
        on(new Event.Pick("first"), new Event.Next(), new Event.Pick("limb"), new Event.Next());
        assertEquals("record", field().name());
    }

    private static World blind(String... cameras) {
        return new World(true, Set.of(), Set.of(cameras), Set.of(), false, false);
    }

    @Test
    void a_picture_is_taken_looked_at_taken_again_and_only_then_meant() {
        atTheRecord();
        on(new Event.TakePicture());
        assertEquals(List.of(new Effect.TakePicture(field())), done);
        on(new Event.PictureTaken("record", ONE));
        assertEquals(Optional.of(ONE), Pictures.seen(filling()));
        assertEquals(Optional.empty(), road().answers().findAnswer("record"), "it is only looked at");
        on(new Event.TakePicture(), new Event.PictureTaken("record", TWO));
        assertEquals(Set.of(TWO.sha256()), road().pictures().keySet(), "the first one is gone");
        on(new Event.Next());
        assertEquals("photo", field().name());
        assertEquals(Optional.of(TWO.sha256()), road().answers().findAnswer("record"));
        assertEquals(Map.of("record", TWO), road().handedIn());
    }

    @Test
    void while_the_camera_looks_nothing_is_touched_twice_and_a_late_picture_comes_to_nobody() {
        atTheRecord();
        on(new Event.TakePicture());
        on(new Event.TakePicture());
        assertEquals(List.of(), done, "it looks already");
        on(new Event.Next());
        assertTrue(Pictures.taking(filling()));
        on(new Event.PictureTaken("photo", ONE));
        assertTrue(Pictures.taking(filling()), "another question's picture");
        on(new Event.Back());
        on(new Event.PictureTaken("record", ONE));
        assertEquals(Map.of(), road().pictures());
        on(new Event.Next());
        assertEquals("record", field().name());
        on(new Event.PictureTaken("record", ONE));
        assertEquals(Map.of(), road().pictures(), "nobody asked for one on this page yet");
    }

    @Test
    void what_is_not_good_is_said_and_another_try_is_free() {
        atTheRecord();
        on(new Event.TakePicture(), new Event.NoPicture("record", "picture.blurred"));
        assertEquals("picture.blurred", filling().wrong().orElseThrow().text());
        on(new Event.TakePicture(), new Event.PictureTaken("record", ONE));
        assertTrue(filling().wrong().isEmpty());
        on(new Event.Next());
        assertEquals(Map.of("record", ONE), road().handedIn());
    }

    @Test
    void keys_and_picks_of_other_pages_do_nothing_here() {
        atTheRecord();
        on(new Event.TakePicture(), new Event.PictureTaken("record", ONE));
        on(new Event.Rub(), new Event.ClearEntry(), new Event.Key("1"), new Event.Pick("later"), new Event.TurnPage(1));
        assertEquals(Optional.of(ONE), Pictures.seen(filling()));
    }

    @Test
    void a_paper_is_brought_later_only_where_the_item_says_so() {
        atTheRecord();
        on(new Event.PictureLater());
        assertEquals("photo", field().name());
        assertEquals(Optional.of(ItemField.LATER), road().answers().findAnswer("record"));
        on(new Event.Back());
        assertEquals(ItemField.LATER, filling().entry(), "and may be taken after all");
        on(new Event.TakePicture(), new Event.PictureTaken("record", ONE), new Event.Next());
        assertEquals(Map.of("record", ONE), road().handedIn());

        on(new Event.ReallyLeave());
        on(new Event.CardRead(ZHAO), new Event.Begin(PERMIT), new Event.Agree(), new Event.ByMatch());
        on(new Event.Matched(true));
        on(new Event.Pick("no"), new Event.Next(), new Event.Pick("home"), new Event.Next());
        assertEquals("paper", field().name());
        on(new Event.PictureLater());
        assertEquals("paper", field().name());
        on(new Event.Next());
        assertEquals("error.no-picture", filling().wrong().orElseThrow().text());
    }

    @Test
    void who_changes_a_picture_and_goes_back_keeps_the_one_before() {
        atTheRecord();
        on(new Event.TakePicture(), new Event.PictureTaken("record", ONE), new Event.Next());
        on(new Event.PictureLater(), new Event.Pick("530112"), new Event.Next());
        on(new Event.Pick("counter"), new Event.Next());
        for (var digit : "13800006021".split("")) on(new Event.Key(digit));
        on(new Event.Next(), new Event.CodeSent("c"));
        for (var digit : "123456".split("")) on(new Event.Key(digit));
        on(new Event.Next(), new Event.CodeChecked(true));
        assertInstanceOf(Place.Confirming.class, session.at());
        on(new Event.Change("record"));
        assertEquals(Optional.of(ONE), Pictures.seen(filling()));
        on(new Event.TakePicture(), new Event.PictureTaken("record", TWO), new Event.Back());
        assertEquals(Optional.of(ONE), Pictures.seen(filling()), "the one before is looked at again");
        on(new Event.Back());
        assertInstanceOf(Place.Confirming.class, session.at());
        assertEquals(Map.of("record", ONE), road().handedIn());
    }

    @Test
    void back_leads_from_a_picture_that_is_not_wanted_to_where_it_may_be_left_out() {
        atTheRecord();
        on(new Event.TakePicture(), new Event.PictureLater());
        assertTrue(Pictures.taking(filling()), "the page offers nothing else while the camera looks");
        on(new Event.PictureTaken("record", ONE), new Event.Back());
        assertEquals("record", field().name());
        assertEquals("", filling().entry());
        on(new Event.TakePicture(), new Event.Back());
        assertEquals("record", field().name(), "nor does it leave the question");
        on(new Event.PictureLater());
        assertEquals(Optional.of(ItemField.LATER), road().answers().findAnswer("record"));
        on(
                new Event.Back(),
                new Event.TakePicture(),
                new Event.NoPicture("record", "picture.blurred"),
                new Event.Back());
        assertEquals(ItemField.LATER, filling().entry(), "what was answered before");
        on(new Event.Back());
        assertEquals("disability", field().name());
    }

    @Test
    void a_picture_that_comes_tears_nobody_away_from_help_or_from_the_question_whether_to_leave() {
        for (var over : List.of(new Event.Help(), new Event.Leave())) {
            for (var came :
                    List.of(new Event.PictureTaken("record", ONE), new Event.NoPicture("record", "picture.blurred"))) {
                session = Session.first(CatalogueFiles.loadShipped(), true, now);
                atTheRecord();
                on(new Event.TakePicture(), over);
                var asked = session.over();
                on(came);
                assertEquals(asked, session.over());
                on(new Event.Stay());
                assertInstanceOf(Over.Nothing.class, session.over());
                assertFalse(Pictures.taking(filling()));
            }
        }
    }

    @Test
    void pictures_do_not_leave_by_another_channel_and_are_not_taken_from_one() {
        atTheRecord();
        on(new Event.TakePicture(), new Event.PictureTaken("record", ONE), new Event.Next());
        on(new Event.TakePicture(), new Event.HandOver("case-1", To.PHONE));
        var order = assertInstanceOf(Effect.HandOver.class, done.getFirst());
        assertEquals(Optional.empty(), order.road().answers().findAnswer("record"));
        assertEquals(Optional.of("limb"), order.road().answers().findAnswer("disability"));
        on(new Event.PictureTaken("photo", TWO), new Event.NotHandedOver("handover.no-answer"), new Event.Back());
        assertFalse(Pictures.taking(filling()), "the camera has looked for nobody meanwhile");
        assertEquals(Map.of("record", ONE), road().handedIn(), "what was taken before is still there");

        on(new Event.ReallyLeave(), new Event.ShownCase("7K4M92QXD3HP7K4M92QXD3HP7K"), new Event.CardRead(ZHAO));
        on(new Event.CaseTaken(
                "case-2",
                "SF202611240007",
                CARD,
                Map.of("apply", "first", "disability", "limb", "record", ONE.sha256(), "photo", ItemField.LATER)));
        on(new Event.TickConsent(), new Event.Agree());
        assertEquals("record", field().name(), "the picture is asked for here");
        assertEquals("", filling().entry());
    }

    @Test
    void an_item_that_cannot_do_without_a_picture_is_closed_where_no_camera_sees_it() {
        var permit = session.catalog().findItem(PERMIT).orElseThrow();
        var card = session.catalog().findItem(CARD).orElseThrow();
        assertEquals(Optional.empty(), Availability.closed(permit, blind(World.PERSON_CAMERA)));
        assertEquals(Optional.of("closed.camera"), Availability.closed(permit, blind(World.PAPER_CAMERA)));
        assertEquals(Optional.empty(), Availability.closed(card, blind(World.PAPER_CAMERA, World.PERSON_CAMERA)));
        atTheRecord();
        on(new Event.WorldChanged(blind(World.PAPER_CAMERA)), new Event.TakePicture());
        assertEquals(List.of(), done);
        on(new Event.PictureLater());
        on(new Event.TakePicture());
        assertInstanceOf(Effect.TakePicture.class, done.getFirst(), "the other camera serves");
    }

    @Test
    void who_stands_there_for_another_is_not_photographed_in_their_place() {
        on(new Event.Start(), new Event.SeeItem(CARD), new Event.BeginFor(CARD, RepresentativeRole.AGENT));
        on(new Event.TickConsent(), new Event.Agree(), new Event.CardRead(WANG), new Event.CardRead(ZHAO));
        on(new Event.Pick("first"), new Event.Next(), new Event.Pick("limb"), new Event.Next());
        assertEquals("record", field().name());
        on(new Event.TakePicture());
        assertInstanceOf(Effect.TakePicture.class, done.getFirst(), "a paper is a paper");
        on(new Event.PictureTaken("record", ONE), new Event.Next(), new Event.TakePicture());
        assertEquals(List.of(), done);
        assertEquals("photo", field().name());
        on(new Event.PictureLater());
        assertEquals("region", field().name());
    }
}

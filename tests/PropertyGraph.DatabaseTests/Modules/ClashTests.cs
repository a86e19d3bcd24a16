using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Modules;
using PropertyGraph.Schema;
using PropertyGraph.Sql;

namespace PropertyGraph.DatabaseTests.Modules;

/// <summary>What does not fit together stops the start-up with one sentence: who, what, and the way out.</summary>
public sealed class ClashTests
{
    [Fact]
    public void Two_modules_define_one_type() => Assert.Equal(
        "Modules 'alpha' and 'beta' both define the type Parcel; rename one of the two classes.",
        Refusal(AlphaWith(), BetaWith(m => m.Entity<Beta.Parcel>(p => p.Is("A parcel.")))));

    [Fact]
    public void Two_modules_define_one_field() => Assert.Equal(
        "Modules 'alpha' and 'beta' both define the field Parcel.shelves; rename one of the two.",
        Refusal(
            AlphaWith(p => p.Field("shelves", x => x.Weight, "How many shelves it fills.")),
            BetaWith(m => m.Extend("Parcel").Many<Beta.Shelf>("shelves", s => s.ParcelId, "Where it lies."))));

    [Fact]
    public void One_module_defines_a_field_twice() => Assert.Equal(
        "Module 'alpha' defines the field Parcel.weight twice; rename one of the two.",
        Refusal(AlphaWith(p =>
        {
            p.Field(x => x.Weight, "Grams.");
            p.Field("weight", x => x.Weight * 2, "Grams with box.");
        })));

    [Fact]
    public void A_field_is_searchable_that_is_no_column_of_text() => Assert.Equal(
        "Module 'alpha' makes Parcel.weight searchable, which is no column of text; call Searchable() on a field of a string property.",
        Refusal(AlphaWith(p => p.Field(x => x.Weight, "Grams.").Searchable())));

    [Fact]
    public void Two_modules_define_one_root_field() => Assert.Equal(
        "Modules 'alpha' and 'beta' both define the query field 'parcels'; rename one of the two.",
        Refusal(AlphaWith(), new SmallModule("beta", m => m.Database<Beta.BetaDb>().Entity<Beta.Shelf>(s => s.Is("A shelf.", "shelf", "parcels")))));

    [Fact]
    public void A_root_field_is_named_as_one_of_the_kernel() => Assert.Equal(
        "Module 'alpha' defines the query field 'node', as the kernel does; choose another name.",
        Refusal(AlphaWith(p => p.Is("A parcel.", "node"))));

    [Fact]
    public void Two_modules_define_one_mutation() => Assert.Equal(
        "Modules 'alpha' and 'beta' both define the mutation 'weigh'; rename one of the two.",
        Refusal(AlphaWith(more: m => m.Commands(Alpha.Weigh.Handle)), BetaWith(m => m.Commands(Beta.Weigh.Handle))));

    [Fact]
    public void Two_modules_define_one_subscription() => Assert.Equal(
        "Modules 'alpha' and 'beta' both define the subscription 'changed'; rename one of the two.",
        Refusal(AlphaWith(more: m => m.Subscription<Alpha.Parcel>("changed", "Parcels.")), BetaWith(m => m.Subscription<Beta.Shelf>("changed", "Shelves."))));

    [Fact]
    public void Two_modules_tell_who_asks_by_one_name() => Assert.Equal(
        "Modules 'alpha' and 'beta' both define the field Viewer.customer; rename one of the two.",
        Refusal(
            AlphaWith(more: m => m.Viewer<Alpha.Parcel>("customer", Audience.Customer, "The parcel.")),
            BetaWith(m => m.Viewer<Beta.Shelf>("customer", Audience.Customer, "The shelf."))));

    [Fact]
    public void A_module_tells_who_asks_as_the_kernel_does() => Assert.Equal(
        "Module 'alpha' defines the field Viewer.audience, as the kernel does; choose another name.",
        Refusal(AlphaWith(more: m => m.Viewer<Alpha.Parcel>("audience", Audience.Customer, "The parcel."))));

    [Fact]
    public void Who_asks_is_a_row_that_no_module_defines() => Assert.Equal(
        "Module 'alpha' defines Viewer.shelf of the type Shelf, which no active module defines; describe it with Entity<Shelf>(...).",
        Refusal(AlphaWith(more: m => m.Viewer<Beta.Shelf>("shelf", Audience.Staff, "The shelf."))));

    [Fact]
    public void Who_asks_is_told_without_description() => Assert.Equal(
        "Module 'alpha' defines Viewer.parcel without a description; say what it is in the call that declares it.",
        Refusal(AlphaWith(more: m => m.Viewer<Alpha.Parcel>("parcel", Audience.Customer, " "))));

    [Fact]
    public void A_root_field_is_named_as_who_asks() => Assert.Equal(
        "Module 'alpha' defines the query field 'viewer', as the kernel does; choose another name.",
        Refusal(AlphaWith(p => p.Is("A parcel.", "viewer"))));

    [Fact]
    public void Two_modules_mean_different_enums_by_one_name() => Assert.Equal(
        "Modules 'alpha' and 'beta' both define the type Size; rename one of the two classes.",
        Refusal(AlphaWith(p => p.Field(x => x.Size, "How large.")), BetaWith(shelf: s => s.Field(x => x.Size, "How wide."))));

    [Fact]
    public void A_module_extends_what_no_module_defines() => Assert.Equal(
        "Module 'beta' extends the type Parcel, which no active module defines; add its module to DependsOn, or guard the extension with When(...).",
        Refusal(BetaWith(m => m.Extend("Parcel").Many<Beta.Shelf>("shelves", s => s.ParcelId, "Where it lies."))));

    [Fact]
    public void A_relation_leads_to_what_no_module_defines() => Assert.Equal(
        "Module 'alpha' defines Parcel.shelf of the type Shelf, which no active module defines; add its module to DependsOn, or guard the field with When(...).",
        Refusal(AlphaWith(p => p.One("shelf", "Shelf", x => x.ShelfId, "Where it lies."))));

    [Fact]
    public void A_mutation_answers_what_no_module_defines() => Assert.Equal(
        "Module 'beta': the mutation 'weigh' answers the type Parcel, which no active module defines; describe it with Entity<Parcel>(...).",
        Refusal(BetaWith(m => m.Commands(Alpha.Weigh.Handle))));

    [Fact]
    public void A_board_lists_rows_by_what_is_no_Boolean() => Assert.Equal(
        "Module 'alpha' lists Parcel rows on the board 'depotBoard' by 'weight', which is no Boolean field of theirs that is never null; declare it with Field(...).",
        Refusal(AlphaWith(p => p.Field(x => x.Weight, "How heavy."), m => m.Board("depotBoard", "What lies there.", b => b.List<Alpha.Parcel>("heavy", "weight", "Heavy ones.")))));

    [Fact]
    public void A_board_without_lists() => Assert.Equal(
        "Module 'beta' defines the board 'depotBoard' without a list; add one with List<T>(...).",
        Refusal(BetaWith(m => m.Board("depotBoard", "What lies there.", _ => { }))));

    [Fact]
    public void A_type_without_description() => Assert.Equal(
        "Module 'alpha' defines Parcel without a description; call Is(\"...\").",
        Refusal(new SmallModule("alpha", m => m.Database<Alpha.AlphaDb>().Entity<Alpha.Parcel>(p => p.VisibleTo(Audience.Staff)))));

    [Fact]
    public void A_field_without_description() => Assert.Equal(
        "Module 'alpha' defines Parcel.weight without a description; say what it means in the call that declares it.",
        Refusal(AlphaWith(p => p.Field(x => x.Weight, " "))));

    [Fact]
    public void An_enum_without_description() => Assert.Equal(
        "Module 'beta' shows the enum Colour without a description; add [Describes(\"...\")] to it.",
        Refusal(BetaWith(shelf: s => s.Field(x => x.Colour, "Paint."))));

    [Fact]
    public void An_enum_value_without_description() => Assert.Equal(
        "Module 'alpha' shows the enum value Mood.Dented without a description; add [Describes(\"...\")] to it.",
        Refusal(AlphaWith(p => p.Field(x => x.Mood, "How it looks."))));

    [Fact]
    public void Two_modules_resolve_different_records_of_one_name() => Assert.Equal(
        "Modules 'alpha' and 'beta' both define the type Stamp; rename one of the two classes.",
        Refusal(
            AlphaWith(p => p.Resolve<int, Alpha.Stamp>("stamp", x => x.Weight, null!, "What is on it.")),
            BetaWith(shelf: s => s.Resolve<Guid, Beta.Stamp>("stamp", x => x.Id, null!, "What is on it."))));

    [Fact]
    public void A_resolved_record_contains_itself() => Assert.Equal(
        "Module 'alpha' defines Parcel.chain: Link -> Ring -> Link is a circle; an object of a resolved field holds no object of its own type.",
        Refusal(AlphaWith(p => p.Resolve<int, Alpha.Link>("chain", x => x.Weight, null!, "Chain."))));

    [Fact]
    public void A_resolved_record_without_description() => Assert.Equal(
        "Module 'beta' defines Shelf.stamp: Stamp.Text has no description; add [Describes(\"...\")] to it.",
        Refusal(BetaWith(shelf: s => s.Resolve<Guid, Beta.Bare.Stamp>("stamp", x => x.Id, null!, "What is on it."))));

    [Fact]
    public void A_resolver_gives_an_entity() => Assert.Equal(
        "Module 'beta' defines Shelf.crates, which gives rows of Crate past their row policies; declare a relation with One(...) or Many(...), or give a record of its own.",
        Refusal(BetaWith(m => m.Entity<Beta.Crate>(c => c.Is("A crate.")), s => s.Resolve<Guid, IReadOnlyList<Beta.Crate>>("crates", x => x.Id, null!, "What lies there."))));

    [Theory]
    [InlineData(typeof(System.Text.StringBuilder))]
    [InlineData(typeof(Dictionary<string, int>))]
    [InlineData(typeof(IDisposable))]
    public void A_resolver_gives_what_has_no_form(Type type) => Assert.StartsWith(
        $"Module 'alpha' defines Parcel.odd: {type.Name} has no form in the schema;",
        Assert.Throws<StartupException>(() => ResolvedReflection.Of(type, true, "Module 'alpha' defines Parcel.odd")).Message);

    [Fact]
    public void A_plain_field_has_no_weight_of_its_own() => Assert.Equal(
        "Module 'alpha' gives Parcel.weight the weight 3; only resolved fields have weights of their own, of zero or more.",
        Refusal(AlphaWith(p => p.Field(x => x.Weight, "Grams.").Weighs(3))));

    [Fact]
    public void An_input_without_description() => Assert.Equal(
        "Module 'alpha', command 'shake', parameter 'Parcel' has no description; add [Describes(\"...\")].",
        Refusal(AlphaWith(more: m => m.Commands(Alpha.Shake.Handle))));

    [Fact]
    public void A_policy_uses_a_claim_that_its_audience_lacks() => Assert.Equal(
        "Parcel (module 'alpha') for Partner: the row policy uses actor.CustomerId, which only Customer has; use a claim of Partner, or give the policy to Customer.",
        Refusal(AlphaWith(p => p.VisibleTo(Audience.Partner, (x, actor) => x.CustomerId == actor.CustomerId))));

    [Fact]
    public void Policies_follow_each_other_in_a_circle() => Assert.Equal(
        "Row policies for Partner follow each other in a circle: Parcel (module 'alpha') -> Shelf (module 'beta') -> Parcel (module 'alpha'); remove one of these VisibleThrough.",
        Refusal(
            AlphaWith(p =>
            {
                p.One("shelf", "Shelf", x => x.ShelfId, "Where it lies.");
                p.VisibleThrough("shelf", Audience.Partner);
            }),
            BetaWith(shelf: s =>
            {
                s.One("parcel", "Parcel", x => x.ParcelId, "What lies there.");
                s.VisibleThrough("parcel", Audience.Partner);
            })));

    [Fact]
    public void A_policy_follows_what_is_no_relation() => Assert.Equal(
        "Module 'alpha' makes Parcel visible through 'weight', which is not one of its relations; declare it with One(...) or Many(...).",
        Refusal(AlphaWith(p =>
        {
            p.Field(x => x.Weight, "Grams.");
            p.VisibleThrough("weight", Audience.Partner);
        })));

    [Fact]
    public void A_relation_is_merged_into_what_is_no_merged_list() => Assert.Equal(
        "Module 'beta' merges Parcel.shelves into Parcel.history, which no active module declares as a merged list; declare it with Merged(\"history\", ...), or guard this with When(...).",
        Refusal(AlphaWith(), BetaWith(m => m.Extend("Parcel").Many<Beta.Shelf>("shelves", s => s.ParcelId, "Where it lies.").MergedInto("history", "builtAt"))));

    [Fact]
    public void What_is_merged_is_no_relation_to_many_rows() => Assert.Equal(
        "Module 'alpha' merges Parcel.weight into Parcel.history, but it is no relation to many rows; merge one that Many(...) declares.",
        Refusal(AlphaWith(p =>
        {
            p.Merged("history", "What happened to it.");
            p.Field(x => x.Weight, "Grams.").MergedInto("history", "at");
        })));

    [Fact]
    public void Nothing_is_merged_into_a_merged_list() => Assert.Equal(
        "Module 'alpha' declares the merged list Parcel.history, into which no active module merges anything; chain MergedInto(\"history\", ...) to a relation of Parcel.",
        Refusal(AlphaWith(p => p.Merged("history", "What happened to it."))));

    [Theory]
    [InlineData("nowhere")]
    [InlineData("size")]
    [InlineData("movedAt")]
    public void Merged_rows_are_placed_by_what_can_not_place_them(string place) => Assert.Equal(
        $"Module 'beta' places rows of Shelf in Parcel.history by '{place}', which is no DateTime field of Shelf that is never null; name one that is.",
        Refusal(
            AlphaWith(p => p.Merged("history", "What happened to it.")),
            BetaWith(m => m.Extend("Parcel").Many<Beta.Shelf>("shelves", s => s.ParcelId, "Where it lies.").MergedInto("history", place), s =>
            {
                s.Field(x => x.Size, "How wide.");
                s.Field(x => x.MovedAt, "When it was moved; null for never.");
            })));

    [Fact]
    public void Two_modules_merge_rows_of_one_type() => Assert.Equal(
        "Modules 'beta' and 'gamma' both define the rows of Shelf in Parcel.history; merge only one of shelves and tops.",
        Refusal(
            AlphaWith(p => p.Merged("history", "What happened to it.")),
            BetaWith(m => m.Extend("Parcel").Many<Beta.Shelf>("shelves", s => s.ParcelId, "Where it lies.").MergedInto("history", "builtAt"), s => s.Field(x => x.BuiltAt, "When it was built.")),
            new SmallModule("gamma", m => m.Extend("Parcel").Many<Beta.Shelf>("tops", s => s.ParcelId, "Where it lies on top.").MergedInto("history", "builtAt"), "beta")));

    [Fact]
    public void Merged_rows_have_no_global_ids() => Assert.Equal(
        "Module 'beta' merges Parcel.shelves into Parcel.history, but rows of Shelf have no global ids; merge a relation to a type that has.",
        Refusal(
            AlphaWith(p => p.Merged("history", "What happened to it.")),
            BetaWith(m => m.Extend("Parcel").Many<Beta.Shelf>("shelves", s => s.ParcelId, "Where it lies.").MergedInto("history", "builtAt"), s =>
            {
                s.Is("A shelf.").Key(x => x.ParcelId);
                s.Field(x => x.BuiltAt, "When it was built.");
            })));

    [Fact]
    public void A_merged_list_brings_a_type_that_another_module_defines() => Assert.Equal(
        "Modules 'beta' and 'alpha' both define the type ParcelHistoryItem; rename one of the two classes.",
        Refusal(
            AlphaWith(p => p.Merged("history", "What happened to it.")),
            BetaWith(
                m =>
                {
                    m.Entity<Beta.ParcelHistoryItem>(i => i.Is("An item."));
                    m.Extend("Parcel").Many<Beta.Shelf>("shelves", s => s.ParcelId, "Where it lies.").MergedInto("history", "builtAt");
                },
                s => s.Field(x => x.BuiltAt, "When it was built."))));

    [Fact]
    public void A_root_field_is_named_as_the_search() => Assert.Equal(
        "Module 'alpha' defines the query field 'search', as the kernel does; choose another name.",
        Refusal(AlphaWith(p => p.Is("A parcel.", "search"))));

    [Fact]
    public void A_type_is_named_as_one_of_the_search() => Assert.Equal(
        "Module 'beta' defines the type SearchResult, as the kernel does; choose another name.",
        Refusal(AlphaWith(p => p.Field(x => x.Label, "What it says.").Searchable()), BetaWith(m => m.Entity<Beta.SearchResult>(r => r.Is("A result.")))));

    [Fact]
    public void An_expression_captures_a_variable()
    {
        var heaviest = Random.Shared.Next();
        Assert.Equal(
            "Parcel (module 'alpha') for Anonymous: an expression captures the variable 'heaviest', whose value would be frozen at start-up; use a constant, a column, the actor or Clock.Now.",
            Refusal(AlphaWith(p => p.Field("isHeavy", x => x.Weight > heaviest, "Whether it is heavy."))));
    }

    [Fact]
    public void A_captured_variable_can_not_pass_for_the_clock()
    {
        var now = DateTimeOffset.UtcNow;
        Assert.Contains("captures the variable 'now'", Refusal(AlphaWith(p => p.VisibleTo(Audience.Customer, (x, actor) => x.At < now && x.CustomerId == actor.CustomerId))));
    }

    [Fact]
    public void An_expression_reads_the_servers_clock() => Assert.Equal(
        "Parcel (module 'alpha') for Anonymous: an expression uses DateTimeOffset.UtcNow; use Clock.Now, which is one moment for the whole request.",
        Refusal(AlphaWith(p => p.Field("isDue", x => x.At < DateTimeOffset.UtcNow, "Whether it is due."))));

    [Fact]
    public void An_expression_would_bake_the_actor_into_the_SQL() => Assert.StartsWith(
        "Parcel (module 'alpha') for Customer: EF Core can't translate an expression to SQL; write it with columns, operators and functions that it knows. ",
        Refusal(AlphaWith(p => p.VisibleTo(Audience.Customer, (x, actor) => x.CustomerId == EF.Constant(actor.CustomerId)))));

    [Fact]
    public void An_expression_uses_the_actor_as_a_whole() => Assert.Equal(
        "Parcel (module 'alpha') for Staff: the actor itself is used; use one of its members, such as actor.StaffId.",
        Refusal(AlphaWith(p => p.VisibleTo(Audience.Staff, (x, actor) => Trusts(x.Label, actor)))));

    [Fact]
    public void An_expression_that_SQL_can_not_say() => Assert.StartsWith(
        "Parcel (module 'alpha') for Anonymous: EF Core can't translate the expression of 'checksum' to SQL; write it with columns, operators and functions that it knows. ",
        Refusal(AlphaWith(p => p.Field("checksum", x => Checksum(x.Label), "Checksum."))));

    [Fact]
    public void A_class_that_the_context_does_not_map() => Assert.Equal(
        "Ghost (module 'alpha') for Anonymous: AlphaDb does not map the class Ghost; give it a DbSet<Ghost>.",
        Refusal(AlphaWith(more: m => m.Entity<Alpha.Ghost>(g => g.Is("Nothing.")))));

    [Fact]
    public void An_entity_before_its_database() => Assert.Equal(
        "Module 'alpha' describes Parcel before its Database<TDb>(); call that first.",
        Refusal(new SmallModule("alpha", m => m.Entity<Alpha.Parcel>(p => p.Is("A parcel.")))));

    [Fact]
    public void A_computed_field_without_name() => Assert.Equal(
        "Module 'alpha': x => (x.Weight + 1) is not a property; give computed fields a name.",
        Refusal(AlphaWith(p => p.Field(x => x.Weight + 1, "Grams with paper."))));

    private static bool Trusts(string label, Actor actor) => label.Length > 0 && actor.Holds(Position.Agent);

    private static int Checksum(string label) => label.GetHashCode(StringComparison.Ordinal);

    private static SmallModule AlphaWith(Action<EntityBuilder<Alpha.Parcel>>? parcel = null, Action<ModuleBuilder>? more = null) => new("alpha", m =>
    {
        m.Database<Alpha.AlphaDb>().Entity<Alpha.Parcel>(p =>
        {
            p.Is("A parcel.", "parcel", "parcels");
            parcel?.Invoke(p);
        });
        more?.Invoke(m);
    });

    private static SmallModule BetaWith(Action<ModuleBuilder>? more = null, Action<EntityBuilder<Beta.Shelf>>? shelf = null) => new("beta", m =>
    {
        m.Database<Beta.BetaDb>().Entity<Beta.Shelf>(s =>
        {
            s.Is("A shelf.", "shelf", "shelves");
            shelf?.Invoke(s);
        });
        more?.Invoke(m);
    });

    private static string Refusal(params IModule[] modules) => Assert.Throws<StartupException>(() =>
    {
        var model = GraphModel.Compose([.. ModuleOrder.Configure(modules, []).Select(m => m.Draft)]);
        _ = new GraphSchema(model);
        _ = new EntitySources(model);
    }).Message;
}

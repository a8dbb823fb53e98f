using FsCheck;
using FsCheck.Fluent;
using Sluice.Definitions.Outlines;
using Sluice.Definitions.States;
using Sluice.Model;

namespace Sluice.Definitions.Tests.Outlines;

/// <summary>What holds for the outline of every flow.</summary>
public sealed class OutlineProperties
{
    [Fact]
    public void Every_state_stands_in_it_once_and_bears_the_ids_of_the_compiled_flow() => Holds((flow, outline, _) =>
    {
        Assert.Equal(
            flow.States.Select(state => (state.Id, state.Name, state.ScopeId, state.Position)),
            outline.States.Select(state => (state.Id, state.Name, state.ScopeId, state.Position)));
        Assert.Equal(flow.States.Select(state => state.Id), outline.Scopes.SelectMany(scope => scope.States).Order());
        Assert.Equal(outline.States.Count, outline.States.Select(state => state.Path).Distinct().Count());
    });

    [Fact]
    public void Every_edge_leads_to_a_state_of_the_same_scope_and_no_two_of_a_state_have_one_name() =>
        Holds((_, outline, _) => Assert.All(outline.States, state =>
        {
            Assert.All(state.Edges, edge => Assert.True(
                edge.Target is not { } target || outline.States[target].ScopeId == state.ScopeId));
            Assert.Equal(state.Edges.Count, state.Edges.Select(edge => (edge.Kind, edge.Ordinal)).Distinct().Count());
        }));

    [Fact]
    public void Edges_are_as_many_as_the_compiled_flow_has_ways_and_rules() =>
        Holds((flow, outline, _) => Assert.All(flow.States, state => Assert.Equal(
            Ways(state) + state.Catch.Count + state.Retry.Count, outline.States[state.Id].Edges.Count)));

    [Fact]
    public void Every_scope_but_the_first_has_an_owner_outside_of_it() => Holds((_, outline, _) =>
    {
        Assert.Null(outline.Scopes[0].Owner);
        Assert.All(outline.Scopes.Skip(1), scope =>
            Assert.DoesNotContain(Assert.IsType<ScopeOwner>(scope.Owner).State, scope.States));
    });

    [Fact]
    public void A_state_is_reachable_when_edges_that_can_be_taken_lead_there_from_the_start_of_its_scope() => Holds((_, outline, _) =>
    {
        var (reached, ended, before) = (new HashSet<int?>(outline.Scopes.Select(scope => scope.Start)), new HashSet<int?>(), -1);
        ended.UnionWith(outline.Scopes.Where(scope => scope.Start is null).Select(scope => (int?)scope.Id));
        while (before != (before = reached.Count + ended.Count))
        {
            foreach (var state in outline.States.Where(state => reached.Contains(state.Id)))
            {
                var ways = state.Edges.Where(edge => CanBeTaken(state, edge, outline, ended)).ToList();
                reached.UnionWith(ways.Select(edge => edge.Target));
                ended.UnionWith(ways.Where(edge => edge.Target is null).Select(_ => (int?)state.ScopeId));
            }
        }

        Assert.Equal(
            outline.States.Where(state => reached.Contains(state.Id)), outline.States.Where(state => state.IsReachable));
    });

    [Fact]
    public void A_field_stands_where_it_is_said_to_stand() => Holds((_, outline, text) =>
    {
        var lines = text.Split('\n');
        Assert.All(outline.States.SelectMany(state => state.Fields).Where(field => !field.Path.EndsWith(']')), field =>
            Assert.StartsWith(
                $"{Name(field)}:", lines[field.Position.Line - 1][(field.Position.Column - 1)..], StringComparison.Ordinal));
    });

    /// <summary>An edge that runs through scopes needs one that can end, and a Parallel all of its own.</summary>
    private static bool CanBeTaken(OutlinedState state, OutlinedEdge edge, FlowOutline outline, HashSet<int?> ended) =>
        edge.Kind is EdgeKind.Catch or EdgeKind.Retry
        || (edge.Steps is null || ended.Contains(edge.Steps))
        && (state.Kind != StateKind.Parallel
            || outline.Scopes.Where(scope => scope.Owner?.State == state.Id).All(scope => ended.Contains(scope.Id)));

    private static int Ways(State state) => state switch
    {
        FailState => 0,
        ChoiceState choice => choice.Options.Count + 1,
        _ => 1,
    };

    /// <summary>The last key of the field's path, the suffix of an expression with it.</summary>
    private static string Name(OutlinedField field)
    {
        var path = field.Path.EndsWith(".$", StringComparison.Ordinal) ? field.Path[..^2] : field.Path;
        return field.Path[(path.LastIndexOf('.') + 1)..];
    }

    private static void Holds(Action<Flow, FlowOutline, string> check) => Prop.ForAll(MadeUpFlows.Any, text =>
    {
        var outline = FlowOutliner.Find(text, ExecutionMode.Standard, Limits.Default);
        check(Given.Flow(text), Assert.IsType<FlowOutline>(outline), text);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(150));
}

using Sluice.Definitions.Syntax;
using Sluice.Model.Names;

namespace Sluice.Definitions.StateMachine;

/// <summary>Reads a scope: where it starts, and its states.</summary>
/// <remarks>Source: definition language, section 1.3.</remarks>
internal static class ScopeReader
{
    /// <param name="depth">How many containers the scope lies in: 0 for the flow's own.</param>
    /// <returns>The scope's id; null when it lies too deep.</returns>
    public static int? Read(Fields fields, int depth, FlowBuilder flow)
    {
        if (depth > flow.Limits.ScopeDepth)
        {
            fields.Error(
                DiagnosticCodes.ScopesTooDeep,
                fields.Node.Position,
                $"Parallel and Map states lie in each other deeper than {flow.Limits.ScopeDepth} levels");
            return null;
        }

        var names = new ScopeNames(flow.AddScope(), depth);
        var sources = (fields.List("States", "states", isRequired: true) ?? [])
            .Select((node, i) => Declare(fields, node, i, names, flow))
            .OfType<StateSource>()
            .ToList();
        if (sources.Count == 0)
        {
            // Without states no target can be right, but its absence is still a problem of its own.
            fields.Text("StartAt", isRequired: true);
        }
        else if (names.ReadTarget(fields, "StartAt") is { } start)
        {
            flow.Set(new Scope(names.ScopeId, start, depth));
        }

        foreach (var source in sources)
        {
            StateReader.Read(source, flow);
        }

        return names.ScopeId;
    }

    /// <summary>Makes a state's name known, so that transitions can lead to states further down.</summary>
    private static StateSource? Declare(
        Fields scope, SyntaxNode node, int index, ScopeNames names, FlowBuilder flow)
    {
        var place = scope.PathOf("States").Item(index);
        if (node is not MappingNode mapping)
        {
            scope.WrongType(place, node, "a mapping");
            return null;
        }

        var nameless = new Fields(mapping, $"The state {place}", path: null, flow.Bag);
        var name = nameless.Text("Name", isRequired: true);
        if (name is null)
        {
            return new(flow.AddState(nameless), "", names, nameless);
        }

        CheckName(nameless, name, flow);
        var fields = new Fields(mapping, $"State {Diagnostics.Quote(name)}", path: null, flow.Bag);
        var id = flow.AddState(fields);
        names.Add(name, id);
        return new(id, name, names, fields);
    }

    private static void CheckName(Fields fields, string name, FlowBuilder flow)
    {
        var position = fields.Find("Name")!.Value.Position;
        if (name.Length is 0 or > ResourceName.Longest || name.Any(char.IsControl))
        {
            fields.Error(
                DiagnosticCodes.BadStateName,
                position,
                $"{fields.PathOf("Name")} must have 1 to {ResourceName.Longest} characters and no control characters");
        }
        else if (!flow.TryAddName(name) && !flow.Bag.IsFull)
        {
            fields.Error(
                DiagnosticCodes.DuplicateState,
                position,
                $"there is a state {Diagnostics.Quote(name)} already, at {flow.FirstPlaceOf(name)}; "
                + "names are unique in the whole definition");
        }
    }
}

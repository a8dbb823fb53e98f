using Sluice.Definitions.Syntax;
using Sluice.Model.Names;

namespace Sluice.Definitions.Classic.Steps;

/// <summary>Reads a series: the <c>steps</c> of the flow, of an option, of a branch, of a foreach.</summary>
/// <remarks>Source: classic language, section 3.</remarks>
internal static class SeriesReader
{
    /// <param name="depth">How many containers the series lies in: 0 for the flow's own.</param>
    /// <returns>The id of the series; it counts only when nothing is refused.</returns>
    public static int Read(Fields owner, int depth, ClassicBuilder flow)
    {
        var names = new SeriesNames(flow.AddScope(), depth);
        if (depth > flow.Limits.ScopeDepth)
        {
            owner.Error(
                DiagnosticCodes.StepsTooDeep,
                owner.Node.Position,
                $"choice, parallel and foreach steps lie in each other deeper than {flow.Limits.ScopeDepth} levels");
            return names.ScopeId;
        }

        var sources = (owner.List("steps", "steps", isRequired: true, mayBeEmpty: true) ?? [])
            .Select((node, i) => Declare(owner, node, i, names, flow))
            .OfType<StepSource>()
            .ToList();
        for (var i = 0; i < sources.Count; i++)
        {
            var ends = sources[i].Fields.Boolean("end") == true;
            int? following = ends || i + 1 == sources.Count ? null : sources[i + 1].Id;
            StepReader.Read(sources[i] with { Following = following }, flow);
        }

        flow.Set(new Scope(names.ScopeId, sources.FirstOrDefault()?.Id, depth));
        return names.ScopeId;
    }

    /// <summary>Makes a step's name known, so that gotos can lead to steps further down.</summary>
    private static StepSource? Declare(
        Fields owner, SyntaxNode node, int index, SeriesNames names, ClassicBuilder flow)
    {
        var place = owner.PathOf("steps").Item(index);
        if (node is not MappingNode mapping)
        {
            owner.WrongType(place, node, "a mapping");
            return null;
        }

        var nameless = new Fields(mapping, $"The step {place}", path: null, owner.Bag);
        if (nameless.Text("name", isRequired: true) is not { } name)
        {
            return new(flow.AddStep(nameless), "", names, nameless, Following: null);
        }

        var fields = new Fields(mapping, $"Step {Diagnostics.Quote(name)}", path: null, owner.Bag);
        var id = flow.AddStep(fields);
        CheckName(nameless, name, names.TryAdd(name, id) ? null : names.PlaceOf(name, flow));
        return new(id, name, names, fields, Following: null);
    }

    /// <param name="first">Where a step of that name stands already; null for none.</param>
    private static void CheckName(Fields fields, string name, SourcePosition? first)
    {
        var position = fields.Find("name")!.Value.Position;
        if (!ResourceName.IsValid(name))
        {
            fields.Error(
                DiagnosticCodes.BadStepName,
                position,
                $"name {Diagnostics.Quote(name)} must have 1 to {ResourceName.Longest} letters, digits, '_' and '-', the first a letter or '_'");
        }
        else if (first is not null)
        {
            fields.Error(
                DiagnosticCodes.DuplicateStep,
                position,
                $"there is a step {Diagnostics.Quote(name)} in this series already, at {first}; "
                + "names are unique in a series");
        }
    }
}

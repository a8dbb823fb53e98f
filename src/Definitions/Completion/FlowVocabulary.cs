using Sluice.Definitions.Classic;
using Sluice.Definitions.Expressions;
using Sluice.Definitions.Expressions.Functions;
using Sluice.Definitions.Linting;

namespace Sluice.Definitions.Completion;

/// <summary>The words that the compiler knows, for whoever writes a definition: all of them from the tables it reads by.</summary>
public static class FlowVocabulary
{
    /// <summary>No two of one language for the same place.</summary>
    public static IReadOnlyList<FieldsHere> Fields { get; } = [.. OfStateMachines(), .. OfClassicFlows()];

    public static IReadOnlyList<string> Variables { get; } =
    [
        .. Enum.GetValues<VariableSet>().Where(variable => variable != VariableSet.None).Select(variable => $"${variable}"),
        .. ContextView.Paths,
    ];

    public static IReadOnlyList<KnownFunction> Functions { get; } =
        [.. FunctionNotes.All.Select(note => new KnownFunction(note.Name, note.Parameters, note.English, note.Chinese))];

    public static IReadOnlyList<KnownAction> Actions { get; } =
        [.. ActionParameters.All.Select(known => new KnownAction(known, ActionTable.FindModes(known.Action) ?? []))];

    private static IEnumerable<FieldsHere> OfStateMachines()
    {
        FieldsHere Here(string within, string? type, IReadOnlyList<string> names) =>
            new(FlowLanguage.StateMachine, within, type, names);

        return
        [
            Here("", null, FieldTable.Document),
            .. FieldTable.States.Select(state => Here("States", state.Key, state.Value)),
            Here("Branches", "Choice", FieldTable.Branch),
            Here("Branches", "Parallel", FieldTable.Scope),
            Here("Processor", "Map", FieldTable.Scope),
            Here("Retry", null, FieldTable.Retry),
            Here("Catch", null, FieldTable.Catch),
            .. FieldTable.MapParts.Select(part => Here(string.Join('.', part.Way), "Map", part.Known)),
        ];
    }

    private static IEnumerable<FieldsHere> OfClassicFlows()
    {
        FieldsHere Here(string within, string? type, IReadOnlyList<string> names) =>
            new(FlowLanguage.Classic, within, type, names);

        return
        [
            Here("", null, KeyTable.Document),
            .. KeyTable.Steps.Select(step => Here("steps", step.Key, step.Value)),
            Here("choices", "choice", KeyTable.Choice),
            Here("default", "choice", KeyTable.Default),
            Here("branches", "parallel", KeyTable.Branch),
            Here("iterationMapping", "foreach", KeyTable.Iteration),
            Here("retry", null, KeyTable.Retry),
            Here("catch", null, KeyTable.Catch),
            .. new[] { "inputMappings", "outputMappings", "errorMappings" }.Select(list => Here(list, null, KeyTable.Mapping)),
        ];
    }
}

using Sluice.Definitions;
using Sluice.Definitions.Linting;
using Sluice.Definitions.Outlines;
using Sluice.Engine.Flows;
using Sluice.Engine.Scheduling;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Server.Operations;
using Sluice.Server.OwnApi;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.Resources;

/// <summary>Definitions that are no flow yet: what is wrong with one, and what it looks like.</summary>
internal static class DefinitionResources
{
    public static IEnumerable<Resource> Of(Limits limits, ActionAdvice advice, AccountTurns turns) =>
    [
        new("POST", "/definitions/check", new Operation<(string Text, ExecutionMode Mode)>("CheckDefinition", mutates: false)
        {
            Naming = [],
            Reading = (parameters, _) => Read(parameters),
            Subject = _ => Subject.AllFlows,
            Run = async (request, caller, answer, cancellationToken) =>
            {
                var found = await turns.MakeAsync(
                    caller.Account,
                    CompileWork.Of(request.Text),
                    () => FlowInspector.Inspect(request.Text, request.Mode, limits, advice),
                    cancellationToken);
                answer.WriteBoolean("isValid"u8, found.Errors == 0 && found.Language is not null);
                answer.WriteString("language"u8, found.Language?.ToString());
                OwnCodec.WriteProblems(answer, Diagnostics.Problems(found.Findings.Select(finding => finding.Diagnostic)));
            },
        })
        {
            Summary = "Says what is wrong with a definition, and what was hardly meant; nothing is stored.",
            Body = [OwnParameters.Definition, OwnParameters.Mode],
            Answer = Shapes.Checked,
        },
        new("POST", "/definitions/outline", new Operation<(string Text, ExecutionMode Mode)>("OutlineDefinition", mutates: false)
        {
            Naming = [],
            Reading = (parameters, _) => Read(parameters),
            Subject = _ => Subject.AllFlows,
            Run = async (request, caller, answer, cancellationToken) => OutlineAnswers.Write(
                answer, await OutlineAsync(caller.Account, request.Text, request.Mode, limits, turns, cancellationToken)),
        })
        {
            Summary = "Gives the shape of a definition, for whoever draws it; nothing is stored.",
            Body = [OwnParameters.Definition, OwnParameters.Mode],
            Answer = Shapes.Outline,
        },
        new("GET", "/definitions/vocabulary", new Operation<Parameters>("GetDefinitionVocabulary", mutates: false)
        {
            Naming = [],
            Reading = (parameters, _) => parameters,
            Subject = _ => Subject.AllFlows,
            Run = (_, _, answer, _) =>
            {
                VocabularyAnswers.Write(answer);
                return Task.CompletedTask;
            },
        })
        {
            Summary = "The words that definitions are made of, as the compiler knows them: fields, functions, variables, actions.",
            Answer = VocabularyAnswers.Vocabulary,
        },
    ];

    /// <exception cref="ApiException"><c>InvalidArgument</c>, with what is wrong.</exception>
    public static Task<FlowOutline> OutlineAsync(
        AccountId account,
        string definition,
        ExecutionMode mode,
        Limits limits,
        AccountTurns turns,
        CancellationToken cancellationToken) =>
        turns.MakeAsync(account, CompileWork.Of(definition), () => Outline(definition, mode, limits), cancellationToken);

    private static FlowOutline Outline(string definition, ExecutionMode mode, Limits limits)
    {
        if (FlowOutliner.Find(definition, mode, limits) is { } outline)
        {
            return outline;
        }

        var found = FlowCompiler.Compile(definition, flowName: null, mode, limits).Diagnostics;
        throw ApiException.InvalidDefinition("definition", Diagnostics.Summary(found), Diagnostics.Problems(found));
    }

    private static (string Text, ExecutionMode Mode) Read(Parameters parameters) => (
        parameters.Required("definition"),
        OwnParameters.FindMode(parameters) ?? ExecutionMode.Standard);
}

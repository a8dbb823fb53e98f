using System.Text;
using Sluice.Engine.Api;
using Sluice.Engine.Batches;
using Sluice.Model;
using Sluice.Server.Operations;
using Sluice.Server.OwnApi;
using Sluice.Server.Wire;

namespace Sluice.Server.Resources;

/// <summary>What is asked of a batch.</summary>
internal static class BatchParameters
{
    /// <summary>Levels of JSON in a filter: its values are texts, numbers and flags.</summary>
    private const int FilterDepth = 2;

    private static readonly string[] Actions = [.. Enum.GetNames<BatchAction>().Select(name => name.ToLowerInvariant())];

    public static IReadOnlyList<Field> Fields { get; } =
    [
        new Field("action", Shape.OneOf(Actions), "What is done to each."),
        new Field("filter", Shape.AnyObject, "Which executions: the parameters of GET /executions, key.<name> among them."),
        new Field("preview", Shape.Flag, "Only says how many there are, and shows some.").OrNone,
        new Field("definition", Shape.Text, "Of a redrive or a rerun: as for one execution.").OrNone,
        new Field("input", Shape.AnyObject, "Of a rerun: what each is to work on; its own when it is left out.").OrNone,
        new Field("error", Shape.Text, "Of a stop: a code that histories keep.").OrNone,
        new Field("cause", Shape.Text, "Of a stop: the sentence to it.").OrNone,
    ];

    /// <exception cref="ApiException"><c>InvalidArgument</c>.</exception>
    public static NewBatch Read(Parameters parameters)
    {
        var action = ReadAction(parameters.Required("action"));
        RefuseMisfits(parameters, action);
        var batch = new NewBatch(action, ReadFilter(parameters.Required("filter")))
        {
            Terms = new()
            {
                Definition = parameters.Optional("definition"),
                Utf8Input = parameters.Utf8("input"),
                Error = parameters.Text("error", ExecutionParameters.ErrorCharacters),
                Cause = parameters.Text("cause", ExecutionParameters.CauseCharacters),
            },
        };
        return batch;
    }

    private static BatchAction ReadAction(string text) => Actions.Contains(text)
        ? Enum.Parse<BatchAction>(text, ignoreCase: true)
        : throw ApiException.InvalidArgument("action", $"'{Excerpt.Of(text)}' is not one of {string.Join(", ", Actions)}");

    private static void RefuseMisfits(Parameters parameters, BatchAction action)
    {
        Refuse("definition", action is BatchAction.Redrive or BatchAction.Rerun);
        Refuse("input", action is BatchAction.Rerun);
        Refuse("error", action is BatchAction.Stop);
        Refuse("cause", action is BatchAction.Stop);

        void Refuse(string name, bool fits)
        {
            if (!fits && parameters.Optional(name) is not null)
            {
                throw ApiException.InvalidArgument(
                    name, $"the action '{action.ToString().ToLowerInvariant()}' takes none; leave it out");
            }
        }
    }

    private static ExecutionFilter ReadFilter(string text)
    {
        var members = ReadObject(text);
        foreach (var (name, _) in members)
        {
            if (!ExecutionFilters.IsKnown(name))
            {
                throw ApiException.UnknownParameter(
                    Excerpt.Of(name), "filter", [.. ExecutionFilters.Fields.Select(field => field.Name)]);
            }
        }

        return ExecutionFilters.Read(new Parameters([], members));
    }

    private static List<KeyValuePair<string, ParameterValue>> ReadObject(string text)
    {
        try
        {
            return JsonBody.Read(Encoding.UTF8.GetBytes(text), FilterDepth);
        }
        catch (ApiException)
        {
            throw ApiException.InvalidArgument(
                "filter", """it is no JSON object of texts and flags such as {"flow": "orders", "status": "Failed"}""");
        }
    }
}

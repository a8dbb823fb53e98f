using Sluice.Definitions.States;
using Sluice.Model.Json;

namespace Sluice.Definitions.Classic.Tasks;

/// <summary>The answer to a start of another flow, in the names that it has in the classic language.</summary>
/// <remarks>
/// The service answers both languages alike, with <c>ExecutionName</c> and <c>RequestID</c> (definition language,
/// section 10.3); here they are <c>Name</c> and <c>RequestId</c>. Source: classic language, section 5.1.
/// </remarks>
internal static class StartReply
{
    public static JsonPayload InClassicWords(State state, JsonPayload result)
    {
        if (state is not TaskState { Action: Actions.StartExecution, Mode: TaskMode.RequestComplete }
            || result.Value is not JsonObject reply)
        {
            return result;
        }

        var members = new List<KeyValuePair<string, JsonValue>>(reply.Count);
        foreach (var (name, value) in reply.Members)
        {
            members.Add(KeyValuePair.Create(InClassicWords(name), value));
        }

        return JsonPayload.Of(JsonObject.Of(members));
    }

    private static string InClassicWords(string name) => name switch
    {
        "ExecutionName" => "Name",
        "RequestID" => "RequestId",
        _ => name,
    };
}

using System.Globalization;
using Sluice.Model.Json;
using Sluice.Model.Names;

namespace Sluice.Targets;

/// <summary>A call that is stored until it is made, without token and secrets. A later release reads what this one has written.</summary>
public static class StoredCall
{
    public static byte[] Encode(TaskCall call) => JsonPayload.Of(JsonObject.Of(
        ("action", JsonValue.Of(call.Action)),
        ("parameters", call.Parameters.Value),
        ("key", JsonValue.Of(call.IdempotencyKey)),
        ("maxResultBytes", JsonValue.Of(call.MaxResultBytes)),
        ("account", JsonValue.Of(call.Context.Account.Value)),
        ("flow", JsonValue.Of(call.Context.Flow)),
        ("execution", JsonValue.Of(call.Context.Execution)),
        ("state", JsonValue.Of(call.Context.State)),
        ("role", JsonValue.Of(call.Context.Role)))).Utf8.ToArray();

    public static TaskCall Decode(byte[] stored)
    {
        var value = (JsonObject)JsonPayload.FromStored(stored).Value;
        return new TaskCall(
            Text("action"),
            JsonPayload.Of(value.Get("parameters")),
            TaskToken: null,
            Text("key"),
            int.Parse(value.Get("maxResultBytes").ToString(), CultureInfo.InvariantCulture),
            new TaskContext(
                AccountId.FromStored(Text("account")),
                Text("flow"),
                Text("execution"),
                Text("state"),
                Text("role"),
                DateTimeOffset.MaxValue));

        string Text(string name) => ((JsonString)value.Get(name)).Value;
    }
}

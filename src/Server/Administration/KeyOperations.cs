using System.Text.Json;
using Sluice.Identity.Accounts;
using Sluice.Identity.Administration;
using Sluice.Identity.Callers;
using Sluice.Model;
using Sluice.Server.Answers;
using Sluice.Server.Operations;
using Sluice.Server.Wire;

namespace Sluice.Server.Administration;

/// <summary>Access keys of a user. A secret is shown once, when it is made.</summary>
internal sealed class KeyOperations(AccessKeys keys)
{
    /// <summary>Of a key; <c>AccessKeyId</c> is the one that signs the call.</summary>
    private const string IdOfKey = "UserAccessKeyId";

    public IEnumerable<Operation> All =>
    [
        OfUser("ListAccessKeys", mutates: false, ListAsync),
        OfUser("CreateAccessKey", mutates: true, async (user, caller, answer, cancellationToken) =>
            WriteWithSecret(answer, await keys.CreateAsync(caller, user, cancellationToken))),
        OfKey("RotateAccessKey", async (key, caller, answer, cancellationToken) =>
            WriteWithSecret(answer, await keys.RotateAsync(caller, key, cancellationToken))),
        new Operation<(KeyName Key, bool IsEnabled)>("UpdateAccessKey", mutates: true)
        {
            Naming = ["Account", "UserName", IdOfKey],
            Reading = (parameters, caller) => (ReadKey(parameters, caller), ReadStatus(parameters)),
            Subject = request => UserOperations.About(request.Key.User),
            Run = async (request, caller, answer, cancellationToken) =>
                Write(answer, await keys.EnableAsync(caller, request.Key, request.IsEnabled, cancellationToken)),
        },
        OfKey("DeleteAccessKey", (key, caller, _, cancellationToken) => keys.DeleteAsync(caller, key, cancellationToken)),
    ];

    private static Operation<EntryName> OfUser(
        string name, bool mutates, Func<EntryName, Caller, Utf8JsonWriter, CancellationToken, Task> run) => new(name, mutates)
        {
            Naming = ["Account", "UserName"],
            Reading = ReadUser,
            Subject = UserOperations.About,
            Run = run,
        };

    private static Operation<KeyName> OfKey(
        string name, Func<KeyName, Caller, Utf8JsonWriter, CancellationToken, Task> run) => new(name, mutates: true)
        {
            Naming = ["Account", "UserName", IdOfKey],
            Reading = ReadKey,
            Subject = key => UserOperations.About(key.User),
            Run = run,
        };

    private static EntryName ReadUser(Parameters parameters, Caller caller) =>
        AdministrationParameters.Entry(parameters, caller, "UserName");

    private static KeyName ReadKey(Parameters parameters, Caller caller) =>
        new(ReadUser(parameters, caller), parameters.Required(IdOfKey));

    private static bool ReadStatus(Parameters parameters) => parameters.Required("Status") switch
    {
        "Active" => true,
        "Inactive" => false,
        var other => throw ApiException.InvalidArgument(
            "Status", $"'{Excerpt.Of(other)}' is not 'Active' or 'Inactive'"),
    };

    private Task ListAsync(
        EntryName user, Caller caller, Utf8JsonWriter answer, CancellationToken cancellationToken)
    {
        answer.WriteStartArray("AccessKeys"u8);
        foreach (var key in keys.Of(user))
        {
            answer.WriteStartObject();
            Write(answer, key);
            answer.WriteEndObject();
        }

        answer.WriteEndArray();
        return Task.CompletedTask;
    }

    private static void WriteWithSecret(Utf8JsonWriter answer, KeyEntry key)
    {
        Write(answer, key);
        answer.WriteString("AccessKeySecret"u8, key.Secret);
    }

    private static void Write(Utf8JsonWriter answer, KeyEntry key)
    {
        answer.WriteString("AccessKeyId"u8, key.Id);
        answer.WriteString("UserName"u8, key.UserName);
        answer.WriteString("Status"u8, key.IsEnabled ? "Active" : "Inactive");
        Times.Write(answer, "CreateDate"u8, key.Created);
    }
}

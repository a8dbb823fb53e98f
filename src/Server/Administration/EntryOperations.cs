using System.Text.Json;
using Sluice.Identity.Accounts;
using Sluice.Identity.Administration;
using Sluice.Identity.Callers;
using Sluice.Model.Names;
using Sluice.Server.Operations;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.Administration;

/// <summary>The four operations on users or on roles, which differ in their members alone.</summary>
internal sealed class EntryOperations<TEntry, TChange>(Entries<TEntry, TChange> entries)
    where TEntry : class, IAccountEntry
{
    /// <summary>The parameter that names one.</summary>
    private readonly string _name = entries.Kind + "Name";

    /// <summary>What a decision on one is about.</summary>
    public required Func<EntryName, Subject> About { get; init; }

    /// <summary>Reads what is to become of one.</summary>
    public required Func<Parameters, TChange> Reading { get; init; }

    /// <summary>Refuses what none can be made of.</summary>
    public Action<TChange> CheckNew { get; init; } = static _ => { };

    /// <summary>Writes the members of one.</summary>
    public required Action<Utf8JsonWriter, TEntry> Writing { get; init; }

    /// <summary>What whoever made or changed one had better know: sentences.</summary>
    public Func<TEntry, IReadOnlyList<string>> Warnings { get; init; } = static _ => [];

    public IEnumerable<Operation> All =>
    [
        new Operation<AccountId>($"List{entries.Kind}s", mutates: false)
        {
            Naming = ["Account"],
            Reading = AdministrationParameters.Account,
            Subject = Subject.Administration,
            Run = ListAsync,
        },
        Changing("Create", ReadNew, entries.CreateAsync),
        Changing("Update", Read, entries.UpdateAsync),
        new Operation<EntryName>($"Delete{entries.Kind}", mutates: true)
        {
            Naming = ["Account", _name],
            Reading = ReadName,
            Subject = About,
            Run = (name, caller, _, cancellationToken) => entries.DeleteAsync(caller, name, cancellationToken),
        },
    ];

    private Operation<(EntryName Name, TChange Change)> Changing(
        string verb,
        Func<Parameters, Caller, (EntryName, TChange)> read,
        Func<Caller, EntryName, TChange, CancellationToken, Task<TEntry>> run) => new(verb + entries.Kind, mutates: true)
        {
            TakesPayload = true,
            Naming = ["Account", _name],
            Reading = read,
            Subject = request => About(request.Name),
            Run = async (request, caller, answer, cancellationToken) =>
                WriteChanged(answer, await run(caller, request.Name, request.Change, cancellationToken)),
        };

    private EntryName ReadName(Parameters parameters, Caller caller) =>
        AdministrationParameters.Entry(parameters, caller, _name);

    private (EntryName Name, TChange Change) Read(Parameters parameters, Caller caller) =>
        (ReadName(parameters, caller), Reading(parameters));

    private (EntryName, TChange) ReadNew(Parameters parameters, Caller caller)
    {
        var request = Read(parameters, caller);
        AccessNames.Check(_name, request.Name.Name);
        CheckNew(request.Change);
        return request;
    }

    private Task ListAsync(
        AccountId account, Caller caller, Utf8JsonWriter answer, CancellationToken cancellationToken)
    {
        answer.WriteStartArray(entries.Kind + "s");
        foreach (var entry in entries.Of(account))
        {
            answer.WriteStartObject();
            Writing(answer, entry);
            answer.WriteEndObject();
        }

        answer.WriteEndArray();
        return Task.CompletedTask;
    }

    private void WriteChanged(Utf8JsonWriter answer, TEntry entry)
    {
        Writing(answer, entry);
        if (Warnings(entry) is { Count: > 0 } warnings)
        {
            AdministrationAnswers.WriteTexts(answer, "Warnings"u8, warnings);
        }
    }
}

using Sluice.Engine.Api;
using Sluice.Identity.Callers;
using Sluice.Model.Names;
using Sluice.Server.Health;
using Sluice.Server.Operations;
using Sluice.Server.OwnApi;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.Resources;

/// <summary>The server as a whole: for whoever runs it, and for users of the first account that are allowed to look.</summary>
/// <param name="accounts">All that there are, as of now.</param>
internal sealed class SystemResources(
    SystemFacts facts, UsageService usage, Func<IEnumerable<AccountId>> accounts, TimeProvider time)
{
    public IEnumerable<Resource> All => [System, Bundle];

    private Resource System => new("GET", "/system", new Operation<Parameters>("GetSystem", mutates: false)
    {
        Naming = [],
        Reading = (parameters, _) => parameters,
        Subject = _ => Subject.Server,
        Run = async (_, caller, answer, cancellationToken) => SystemAnswers.Write(
            answer, facts, await StorageAsync(caller, cancellationToken), caller, time.GetUtcNow()),
    })
    {
        Summary = "The server as a whole: how it does, what is stored, and what it is set to.",
        Answer = SystemShapes.System,
    };

    private Resource Bundle => new(
        "GET",
        "/system/bundle",
        new WideOperation<Parameters>("GetSystemBundle", mutates: false)
        {
            Naming = [],
            Reading = (parameters, _) => parameters,
            Subject = _ => Subject.Server,
            Run = async (_, caller, _, cancellationToken) =>
            {
                var storage = await StorageAsync(caller, cancellationToken);
                return new Besides
                {
                    Attachment = new(
                        "sluice-support.zip",
                        SupportBundle.Make(json => SystemAnswers.Write(
                            json, facts, storage, caller, time.GetUtcNow()))),
                };
            },
        })
    {
        Summary = "An archive for whoever helps: what /system says, and how the process does. No secrets, no data of flows.",
        Answer = Shapes.Nothing,
        IsArchive = true,
    };

    private async Task<StorageFacts> StorageAsync(Caller caller, CancellationToken cancellationToken) => new(
        await usage.ListAsync(caller.Account, cancellationToken),
        caller.IsServerAdministrator ? await usage.SumAsync(accounts(), cancellationToken) : null);
}

using Sluice.Access;
using Sluice.Identity.Callers;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Server.Operations;
using Sluice.Server.Permissions;

namespace Sluice.Server.Admission;

/// <summary>The flow whose task a token belongs to; null when it is not known, or another account's.</summary>
internal delegate ValueTask<string?> FindFlowOfTask(
    AccountId account, string taskToken, CancellationToken cancellationToken);

/// <summary>Lets a call through when the caller's policies allow it.</summary>
/// <remarks>
/// It decides on what the operation has read, and never looks at parameters itself: what is checked is what is used. Source:
/// protocol, section 12.
/// </remarks>
internal sealed class Gatekeeper(string region, FindFlowOfTask findFlowOfTask, TimeProvider time)
{
    /// <param name="action">The operation's, such as <c>fnf:StartExecution</c>.</param>
    /// <exception cref="ApiException"><c>AccessDenied</c>.</exception>
    public async ValueTask CheckAsync(
        Caller caller, string action, ReadCall call, CancellationToken cancellationToken)
    {
        CheckAccount(caller, action, call.Subject);
        if (caller.Grants.IsOwner || call.Subject is Subject.DecidedInside)
        {
            return;
        }

        await CheckAsync(caller, new Demand(action, call.Subject), cancellationToken);
        foreach (var demand in call.Demands)
        {
            await CheckAsync(caller, demand, cancellationToken);
        }
    }

    /// <summary>Whether the caller's policies allow this, of things of his own account. Nothing is let through by it.</summary>
    public bool May(Caller caller, string action, Subject.Thing thing) =>
        caller.Grants.IsOwner
        || Decide(
            caller.Grants,
            new AccessRequest(
                action,
                [.. thing.Names.Select(name => Arn(caller, thing, name))],
                caller.Origin.Conditions(time.GetUtcNow()))).Decision.IsAllowed;

    /// <remarks>Also for owners: they own one account. That of whoever owns the first one are all the others too.</remarks>
    private void CheckAccount(Caller caller, string action, Subject subject)
    {
        var isOwn = subject switch
        {
            Subject.EveryAccount => false,
            Subject.Thing { Account: { } account } => account == caller.Account,
            _ => true,
        };
        if (!isOwn && !caller.IsServerAdministrator)
        {
            throw Denial.Of(
                caller,
                action,
                subject is Subject.Thing thing ? Arn(caller, thing, thing.Names[0]) : "*",
                $"the resources doesn't belong to '{caller.Arn}', which may name its own account only");
        }
    }

    /// <summary>Whether the caller may, for what is decided thing by thing.</summary>
    public async ValueTask<bool> AllowsAsync(Caller caller, Demand demand, CancellationToken cancellationToken) =>
        caller.Grants.IsOwner || (await DecideAsync(caller, demand, cancellationToken)).IsAllowed;

    private async ValueTask CheckAsync(Caller caller, Demand demand, CancellationToken cancellationToken)
    {
        var (request, decision, isAllowed) = await DecideAsync(caller, demand, cancellationToken);
        if (!isAllowed)
        {
            throw Denial.Of(caller, request, decision);
        }
    }

    private async ValueTask<(AccessRequest Request, AccessDecision Decision, bool IsAllowed)> DecideAsync(
        Caller caller, Demand demand, CancellationToken cancellationToken)
    {
        var context = caller.Origin.Conditions(time.GetUtcNow());
        if (demand.ForService is { } service)
        {
            context["acs:Service"] = service;
        }

        var names = await NamesAsync(caller, demand.Subject, cancellationToken);
        var (request, decision) = Decide(caller.Grants, new AccessRequest(demand.Action, names, context));
        return (request, decision, demand.IsOnlyNotDenied ? decision.Verdict != Verdict.ExplicitDeny : decision.IsAllowed);
    }

    /// <returns>What was decided on in the end: the request, or what comes to the same and is denied.</returns>
    private static (AccessRequest Request, AccessDecision Decision) Decide(Grants grants, AccessRequest request)
    {
        var decision = PolicyEvaluation.Decide(grants, request);
        if (decision.IsAllowed)
        {
            foreach (var equivalent in Equivalents.Of(request.Action))
            {
                var other = request with { Action = equivalent };
                if (PolicyEvaluation.Decide(grants, other) is { Verdict: Verdict.ExplicitDeny } denial)
                {
                    return (other, denial);
                }
            }
        }

        return (request, decision);
    }

    private async ValueTask<IReadOnlyList<string>> NamesAsync(
        Caller caller, Subject subject, CancellationToken cancellationToken) => subject switch
        {
            Subject.Thing thing => [.. thing.Names.Select(own => Arn(caller, thing, own))],
            Subject.Whole whole => [whole.Name],
            Subject.FlowOf found => await NamesAsync(
                caller,
                await found.FindFlowAsync(caller.Account, cancellationToken) is { } name
                    ? Subject.Flow(FlowName.Lookup(name))
                    : Subject.AllFlows,
                cancellationToken),
            Subject.TaskOf task => await findFlowOfTask(caller.Account, task.TaskToken, cancellationToken) is { } flow
                ? await NamesAsync(caller, Subject.Flow(FlowName.Lookup(flow)), cancellationToken)
                : ["*"],
            _ => ["*"],
        };

    private string Arn(Caller caller, Subject.Thing thing, string name) =>
        $"acs:{thing.Service}:{region}:{thing.Account ?? caller.Account}:{name}";
}

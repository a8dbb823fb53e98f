using System.Globalization;
using System.Text.Json;
using Sluice.Engine.Batches;
using Sluice.Identity.Callers;
using Sluice.Model;
using Sluice.Server.Operations;
using Sluice.Server.OwnApi;
using Sluice.Server.Paging;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.Resources;

/// <summary>Batches: one action on all executions that a filter matches, looked at beforehand, begun, watched, given up.</summary>
internal sealed class BatchResources(BatchService batches, BatchPermission permission)
{
    private static readonly OwnPage<long?> Pages = new(
        PageToken.Of<long?>("batches", ReadNumber, number => string.Create(CultureInfo.InvariantCulture, $"{number}")),
        most: 100,
        usual: 50);

    private static readonly OwnPage<long?> ItemPages = new(
        PageToken.Of<long?>("batch items", ReadNumber, number => string.Create(CultureInfo.InvariantCulture, $"{number}")),
        most: 1_000,
        usual: 100);

    public IEnumerable<Resource> All => [Create, List, Get, ListItems, Cancel];

    private Resource Create => new("POST", "/batches", new Operation<(NewBatch Batch, bool IsPreview)>("CreateBatch", mutates: true)
    {
        Naming = ["action"],
        TakesPayload = true,
        Reading = (parameters, caller) => (
            BatchParameters.Read(parameters) with { By = caller.Arn, AccessKeyId = caller.AccessKeyId },
            parameters.Boolean("preview", absent: false)),
        Subject = request => request.Batch.Filter.Flow is { } flow ? Subject.Flow(flow) : Subject.AllFlows,
        Demands = request => BatchPermission.Demands(request.Batch.Action, request.Batch.Filter),
        Run = (request, caller, answer, cancellationToken) => request.IsPreview
            ? PreviewAsync(request.Batch, caller, answer, cancellationToken)
            : CreateAsync(request.Batch, caller, answer, cancellationToken),
    })
    {
        Summary = "Begins to stop, redrive, rerun or delete what a filter matches, or only says what that would be.",
        Body = BatchParameters.Fields,
        Answer = BatchAnswers.CreatedShape,
    };

    private Resource List => new("GET", "/batches", new Operation<(long? Before, int Limit)>("ListBatches", mutates: false)
    {
        Naming = [],
        Reading = (parameters, _) => (Pages.Place(parameters), Pages.Limit(parameters)),
        Subject = _ => Subject.AllFlows,
        Run = async (request, caller, answer, cancellationToken) =>
        {
            var all = await batches.ListAsync(caller.Account, request.Before, request.Limit + 1, cancellationToken);
            var page = all.Take(request.Limit).ToList();
            Pages.Write(answer, page, all.Count > page.Count ? page[^1].Id : null, BatchAnswers.Write);
        },
    })
    {
        Summary = "Batches, newest first; one is forgotten thirty days after its end.",
        Query = Pages.Fields,
        Answer = Shape.PageOf(BatchAnswers.BatchShape),
    };

    private Resource Get => new("GET", "/batches/{batch}", new Operation<long>("GetBatch", mutates: false)
    {
        Naming = ["batch"],
        Reading = (parameters, _) => Read(parameters),
        Subject = FlowOf,
        Run = async (id, caller, answer, cancellationToken) => BatchAnswers.Write(
            answer, await batches.GetAsync(caller.Account, id, cancellationToken)),
    })
    {
        Summary = "One batch, with how far it is.",
        Answer = BatchAnswers.BatchShape,
    };

    private Resource ListItems => new(
        "GET",
        "/batches/{batch}/items",
        new Operation<(long Batch, bool OnlyFailed, long After, int Limit)>("ListBatchItems", mutates: false)
        {
            Naming = ["batch"],
            Reading = (parameters, _) => (
                Read(parameters),
                parameters.Boolean("failed", absent: false),
                ItemPages.Place(parameters) ?? 0,
                ItemPages.Limit(parameters)),
            Subject = request => FlowOf(request.Batch),
            Run = async (request, caller, answer, cancellationToken) =>
            {
                var all = await batches.ListItemsAsync(
                    caller.Account, request.Batch, request.OnlyFailed, request.After, request.Limit + 1, cancellationToken);
                var page = all.Take(request.Limit).ToList();
                ItemPages.Write(answer, page, all.Count > page.Count ? page[^1].Number : null, BatchAnswers.Write);
            },
        })
    {
        Summary = "The executions that a batch has taken up: what was done, and what could not be done and why.",
        Query = [new Field("failed", Shape.Flag, "Only what could not be done.").OrNone, .. ItemPages.Fields],
        Answer = Shape.PageOf(BatchAnswers.ItemShape),
    };

    private Resource Cancel => new("POST", "/batches/{batch}/cancel", new Operation<long>("CancelBatch", mutates: true)
    {
        Naming = ["batch"],
        Reading = (parameters, _) => Read(parameters),
        Subject = FlowOf,
        Run = async (id, caller, answer, cancellationToken) => BatchAnswers.Write(
            answer, await batches.CancelAsync(caller.Account, id, cancellationToken)),
    })
    {
        Summary = "Gives a batch up: what it has begun comes to its end, what it has done stays done.",
        Answer = BatchAnswers.BatchShape,
    };

    private async Task CreateAsync(
        NewBatch batch, Caller caller, Utf8JsonWriter answer, CancellationToken cancellationToken)
    {
        var denied = await permission.DeniedAsync(caller, batch.Action, batch.Filter, cancellationToken);
        BatchAnswers.Write(
            answer, await batches.CreateAsync(caller.Account, batch with { DeniedFlows = denied }, cancellationToken));
    }

    private async Task PreviewAsync(
        NewBatch batch, Caller caller, Utf8JsonWriter answer, CancellationToken cancellationToken) =>
        BatchAnswers.Write(answer, await batches.PreviewAsync(caller.Account, batch, cancellationToken));

    private Subject FlowOf(long id) =>
        new Subject.FlowOf((account, cancellationToken) => batches.FindFlowAsync(account, id, cancellationToken));

    /// <summary>A number to look up; what is none is simply not found.</summary>
    private static long Read(Parameters parameters)
    {
        var text = parameters.Required("batch");
        return ReadNumber(text) ?? throw ApiException.BatchNotExists(Excerpt.Of(text));
    }

    private static long? ReadNumber(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

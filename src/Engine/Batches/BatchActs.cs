using System.Diagnostics;
using System.Globalization;
using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Storage;

namespace Sluice.Engine.Batches;

/// <summary>Does to one execution what a batch is for, as if whoever asked for the batch had called.</summary>
internal sealed class BatchActs(ExecutionService executions)
{
    /// <summary>What is the store's or somebody else's business for a moment is tried again so often.</summary>
    private const int MostTries = 20;

    /// <returns>What became of it; <see cref="BatchItem.UnderWay"/> when it has to be tried again.</returns>
    public async Task<BatchItem> DoAsync(
        BatchView batch, Attempt attempt, Action<BatchedCall> tell, CancellationToken cancellationToken)
    {
        var item = attempt.Item;
        try
        {
            if (batch.Order.DeniedFlows.Contains(item.Flow))
            {
                throw ApiException.AccessDenied(
                    $"'{batch.Order.By}' was not authorized to do this to executions of flow '{item.Flow}' when the batch was "
                    + "asked for.");
            }

            var note = attempt.Tries > 0 && await IsDoneAsync(batch, item, cancellationToken)
                ? NoteOf(batch, item)
                : await DoAsync(batch, item, attempt.Tries > 0, cancellationToken);
            tell(new(batch, item.Flow, item.Execution, Outcome: null));
            return item with { Outcome = BatchItem.Done, Note = note };
        }
        catch (ApiException e) when (HasTime(e, attempt.Tries, batch.State))
        {
            return item;
        }
        catch (ApiException e)
        {
            tell(new(batch, item.Flow, item.Execution, e));
            return item with { Outcome = e.Code, Note = e.Message };
        }
        catch (StoreDamagedException e)
        {
            tell(new(batch, item.Flow, item.Execution, ApiException.Damaged(e.Message, e)));
            return item with { Outcome = nameof(ApiException.InternalServerError), Note = e.Message };
        }
    }

    private static bool HasTime(ApiException e, int tries, BatchState state) =>
        state == BatchState.Running
        && (e.HttpStatus == 429
            || (tries < MostTries && e.Code is nameof(ApiException.InternalServerError) or nameof(ApiException.ConcurrentUpdateError)));

    /// <summary>It was tried before, and whether it was done nobody has noted: things as they stand tell.</summary>
    /// <remarks>An execution that was taken up had ended before the batch was asked for, or else was running.</remarks>
    private async Task<bool> IsDoneAsync(BatchView batch, BatchItem item, CancellationToken cancellationToken)
    {
        if (batch.Order.Action is not (BatchAction.Stop or BatchAction.Redrive))
        {
            return false;
        }

        var execution = await executions.DescribeAsync(batch.Account, Key(item), TimeSpan.Zero, cancellationToken);
        return batch.Order.Action == BatchAction.Stop
            ? execution.Status == ExecutionStatus.Stopped
            : !execution.Status.HasEnded() || execution.Stopped > batch.Created;
    }

    private async Task<string> DoAsync(
        BatchView batch, BatchItem item, bool isAgain, CancellationToken cancellationToken)
    {
        var (account, terms, key) = (batch.Account, batch.Order.Terms, Key(item));
        switch (batch.Order.Action)
        {
            case BatchAction.Stop:
                await executions.StopAsync(account, key, terms.Error, terms.Cause, cancellationToken);
                break;
            case BatchAction.Redrive:
                var how = new RedriveOptions { Definition = terms.Definition, By = batch.Order.By };
                await executions.RedriveAsync(account, key, how, cancellationToken);
                break;
            case BatchAction.Rerun:
                await Unless(isAgain, nameof(ApiException.ExecutionAlreadyExists), () => executions.RerunAsync(
                    account, key, Rerun(batch, item), cancellationToken));
                break;
            case BatchAction.Delete:
                await Unless(isAgain, nameof(ApiException.ExecutionNotExists), () => executions.DeleteAsync(
                    account, key, cancellationToken));
                break;
            default:
                throw new UnreachableException();
        }

        return NoteOf(batch, item);
    }

    /// <summary>Whatever this error speaks of was done the last time.</summary>
    private static async Task Unless(bool isAgain, string code, Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (ApiException e) when (isAgain && e.Code == code)
        {
            // Nobody else could have done that: the name is made of the batch's number; and what is gone is gone.
        }
    }

    private static RerunOptions Rerun(BatchView batch, BatchItem item) => new()
    {
        Name = ExecutionName.Lookup(NoteOf(batch, item)),
        Utf8Input = batch.Order.Terms.Utf8Input,
        Definition = batch.Order.Terms.Definition,
    };

    /// <summary>Of a rerun the new execution's name, which is the same each time.</summary>
    private static string NoteOf(BatchView batch, BatchItem item) => batch.Order.Action == BatchAction.Rerun
        ? string.Create(CultureInfo.InvariantCulture, $"batch-{batch.Id}-{item.Number}")
        : "";

    private static ExecutionKey Key(BatchItem item) =>
        new(FlowName.Lookup(item.Flow), ExecutionName.Lookup(item.Execution));
}

/// <summary>An execution that is to be acted on.</summary>
/// <param name="Tries">Those before, in this process or an earlier one.</param>
internal readonly record struct Attempt(BatchItem Item, int Tries);

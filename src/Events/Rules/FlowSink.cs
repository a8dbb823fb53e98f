using System.Security.Cryptography;
using System.Text;
using Sluice.Events.Deliveries;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Queues.Buses;

namespace Sluice.Events.Rules;

/// <summary>Starts the flows that rules name.</summary>
/// <remarks>
/// An execution is named after its event and its rule, so that a start that nobody knows the end of finds the execution when it is
/// made again: one for each source and id.
/// </remarks>
internal sealed class FlowSink(FlowStart start) : IEventSink
{
    /// <summary>No sink of the settings can be called so.</summary>
    public const string Lane = "(flows)";

    public string Name => Lane;

    /// <summary>A few hours.</summary>
    public int Attempts => 30;

    public int AtOnce => 16;

    public bool Takes(string bus) => false;

    public async Task<DeliveryOutcome> DeliverAsync(DueDelivery delivery, CancellationToken cancellationToken)
    {
        var name = NameOf(delivery);
        try
        {
            await start(AccountId.FromStored(delivery.Account), delivery.Flow!, name, delivery.Input ?? delivery.Event.Body, cancellationToken);
            return new DeliveryOutcome(Problem: null, Result: $"{delivery.Flow}/{name}");
        }
        catch (ApiException e) when (e.Code == nameof(ApiException.ExecutionAlreadyExists))
        {
            // It was started before, and has ended meanwhile.
            return new DeliveryOutcome(Problem: null, Result: $"{delivery.Flow}/{name}");
        }
        catch (ApiException e)
        {
            return new DeliveryOutcome($"{e.Code}: {e.Message}", IsFinal: e.HttpStatus is < 500 and not 429)
            {
                Wait = e.RetryAfter,
            };
        }
    }

    /// <summary>The same for each attempt, and different for each rule.</summary>
    private static string NameOf(DueDelivery delivery)
    {
        var text = string.Join('\n', delivery.Event.Bus, delivery.To, delivery.Event.Source, delivery.Event.Id);
        return "event-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..40];
    }
}

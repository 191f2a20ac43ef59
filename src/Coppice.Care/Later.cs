namespace Coppice.Care;

/// <summary>What is asked of the parts of a review that look ahead.</summary>
public sealed record Wishes
{
    /// <summary>Of the forecast.</summary>
    public ForecastWish Forecast { get; init; } = new();

    /// <summary>Of the plans.</summary>
    public PlanWish Plan { get; init; } = new();
}

/// <summary>The parts of a review that look ahead: computed once, when first asked for. They share one ensemble.</summary>
internal sealed class Later
{
    /// <summary>Prepares them.</summary>
    public Later(Chart chart, IReadOnlyList<Finding> said, Wishes wishes)
    {
        var model = new Lazy<(PersonModel? Model, IReadOnlyCollection<string> Open)>(() =>
        {
            var made = PersonModel.Of(chart, wishes.Forecast.Members, wishes.Forecast.Seed, out var open);
            return (made, open);
        });
        Forecast = new Lazy<ForecastSection>(() =>
            Forecasting.Of(chart, model.Value.Model, model.Value.Open, wishes.Forecast)
        );
        Plan = new Lazy<PlanSection>(() => Planning.Of(chart, said, model.Value.Model, model.Value.Open, wishes.Plan));
    }

    /// <summary>The forecast.</summary>
    public Lazy<ForecastSection> Forecast { get; }

    /// <summary>The plans.</summary>
    public Lazy<PlanSection> Plan { get; }
}

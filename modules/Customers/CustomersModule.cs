using PropertyGraph.Access;
using PropertyGraph.Contracts;
using PropertyGraph.Modules;

namespace PropertyGraph.Customers;

/// <summary>What is managed and for whom: properties, buildings, units, customers and what ties them together.</summary>
public sealed class CustomersModule : IModule
{
    /// <inheritdoc/>
    public string Name => "customers";

    /// <inheritdoc/>
    public IReadOnlyList<string> DependsOn => ["organization"];

    /// <inheritdoc/>
    public void Configure(ModuleBuilder module)
    {
        module.Database<CustomersDb>();
        module.Entity<Property>(Property.Describe);
        module.Entity<Building>(Building.Describe);
        module.Entity<Unit>(Unit.Describe);
        module.Entity<Customer>(Customer.Describe);
        module.Entity<Occupancy>(Occupancy.Describe);
        module.Entity<Contact>(Contact.Describe);
        module.Entity<Interaction>(Interaction.Describe);
        module.Entity<ChargeKind>(ChargeKind.Describe);
        module.Entity<Charge>(Charge.Describe);
        module.Entity<Payment>(Payment.Describe);
        module.Entity<Credit>(Credit.Describe);
        module.Entity<DunningSchedule>(DunningSchedule.Describe);
        module.Entity<DunningNotice>(DunningNotice.Describe);
        module.Entity<KeyAccountTerm>(KeyAccountTerm.Describe);
        module.Entity<Preference>(Preference.Describe);
        module.Entity<DuplicateCustomer>(DuplicateCustomer.Describe);
        module.Entity<FieldChange>(FieldChange.Describe);
        module.Entity<CustomerExport>(CustomerExport.Describe);
        module.Entity<RetentionRule>(RetentionRule.Describe);
        module.Entity<ErasurePreview>(ErasurePreview.Describe);
        module.Entity<ErasureRecord>(ErasureRecord.Describe);
        module.Entity<Erasure>(Erasure.Describe);
        module.On<StaffDeactivated>("handOverKeyAccounts", HandOverKeyAccounts.Handle);
        module.Provide<ICharges, Charges>();

        module.Viewer<Customer>("customer", Audience.Customer, "The customer; null for everybody else.");
        var staff = module.Extend("Staff");
        staff.Many<Interaction>("interactions", i => i.StaffId, "What the person said and wrote to customers, latest first.");
        staff.Many<Customer>("keyAccounts", c => c.AccountManagerId, "Key accounts that the person looks after.");

        module.Commands(
            RegisterCustomer.Handle, CorrectCustomer.Handle, MergeCustomers.Handle, ExportCustomer.Handle, SetRetentionRule.Handle, EraseCustomer.Handle, DesignateKeyAccount.Handle, EndKeyAccount.Handle, SetPreference.Handle, AddContact.Handle, CorrectContact.Handle, RemoveContact.Handle, ChangeConsent.Handle,
            SetProperty.Handle, SetBuilding.Handle, SetUnit.Handle, RecordInteraction.Handle, MoveIn.Handle, MoveOut.Handle,
            SetChargeKind.Handle, SetDunningSchedule.Handle, RecordCharge.Handle, RecordPayment.Handle, ReversePayment.Handle, CreditCharge.Handle);
        module.Events(
            typeof(CustomerRegistered), typeof(CustomerCorrected), typeof(CustomersMerged), typeof(CustomerMergedAway), typeof(CustomerExported), typeof(RetentionRuleSet), typeof(CustomerErased), typeof(ErasureFinished), typeof(KeyAccountDesignated), typeof(KeyAccountEnded), typeof(PreferenceSet), typeof(ContactAdded), typeof(ContactCorrected), typeof(ContactRemoved), typeof(ConsentChanged),
            typeof(PropertySet), typeof(BuildingSet), typeof(UnitSet), typeof(InteractionRecorded), typeof(MovedIn), typeof(MovedOut),
            typeof(ChargeKindSet), typeof(DunningScheduleSet), typeof(ChargeRecorded), typeof(ChargeWithheldChanged), typeof(ChargeDunned),
            typeof(PaymentRecorded), typeof(PaymentReversed), typeof(ChargeCredited));
        module.On<CustomersMerged>("moveLateRecords", MoveLateRecords.Handle);
        module.Timer(MoveLateRecords.Timer, MoveLateRecords.Again);
        module.Timer(ForgetExport.Timer, ForgetExport.Handle);
        module.Timer(FinishErasure.Timer, FinishErasure.Handle);
        module.Timer(Dun.Timer, Dun.Handle);
        module.Subscription<Charge>("chargeChanged", "Charges as they are recorded, dunned, and held back.");
        module.Seed(FirstChargeSettings.Seed);

        module.People(Audience.Customer, SignIn.Customer, typeof(CustomersMerged), typeof(CustomerErased));
        module.Demo(CustomersDemo.LoadAsync);
        module.Import("properties.csv", ImportProperties.Import);
        module.Import("buildings.csv", ImportBuildings.Import);
        module.Import("units.csv", ImportUnits.Import);
        module.Import("customers.csv", ImportCustomers.Import);
        module.Import("contacts.csv", ImportContacts.Import);
        module.Import("occupancies.csv", ImportOccupancies.Import);
    }
}

//! Data sources that Terraform reads only during the apply: what they depend on is about to change.

use crate::lang::{Body, Expr, Node};
use crate::value::{Mode, Name, Value};

use super::scope::Here;

impl Here<'_> {
    /// Whether a data source of this module waits for the apply: it is asked for something that is not known, it refers
    /// directly to a resource, which is about to be created, or it depends on one, or the call of its module does.
    ///
    /// Not by way of locals, outputs or other data sources: those are known as soon as their values are.
    pub(super) fn waits(&self, body: &Body, written: &Value) -> bool {
        !written.is_wholly_known()
            || written.any(&Value::has_possible)
            || self.refers(body)
            || self.called_late()
    }

    /// Whether the call of this module, or of one around it, depends on something.
    fn called_late(&self) -> bool {
        let Some(parent) = &self.module.parent else { return false };
        let there = Self::new(self.evaluation, parent.module.clone());
        let call = parent.module.folder.calls.get(&parent.call);
        call.is_some_and(|call| there.depends(&call.item.body)) || there.called_late()
    }

    fn refers(&self, body: &Body) -> bool {
        let arguments = body.attributes.iter().filter(|a| a.name.as_str() != "provider");
        let mut exprs = arguments.map(|a| &a.expr);
        let mut inner = body.blocks.iter().filter(|block| block.kind.as_str() != "lifecycle");
        exprs.any(|expr| self.names_resource(expr)) || inner.any(|block| self.refers(&block.body))
    }

    /// Whether `depends_on` names a resource that is to be created, or a module, which makes some.
    fn depends(&self, body: &Body) -> bool {
        let Some(depends_on) = body.attribute("depends_on") else { return false };
        let mut found = self.names_resource(&depends_on.expr);
        depends_on.expr.walk(&mut |expr| {
            found |= matches!(&expr.node, Node::Member(root, _) if root.as_str() == "module");
        });
        found
    }

    /// Whether an expression names a resource of this module of which there is at least one.
    fn names_resource(&self, expr: &Expr) -> bool {
        let mut found = false;
        expr.walk(&mut |expr| {
            if let Node::Member(root, member) = &expr.node {
                found |= self.is_made(*root, *member);
            }
        });
        found
    }

    fn is_made(&self, kind: Name, name: Name) -> bool {
        if !self.module.folder.resources.contains_key(&(Mode::Managed, kind, name)) {
            return false;
        }
        let value = self.resource(Mode::Managed, kind, name);
        value.is_ok_and(|value| value.is_unknown() || value.children().next().is_some())
    }
}

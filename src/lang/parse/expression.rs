//! Operators, and the smallest expressions: numbers, names, what is in parentheses.

use crate::value::{Name, Number, Value};

use super::super::expr::{BinaryOperator, Expr, Node, UnaryOperator};
use super::super::token::{Kind, Token};
use super::{Parsed, Parser};

impl Parser<'_> {
    /// A whole text that is an expression.
    pub(super) fn only_expression(&mut self) -> Parsed<Expr> {
        let expr = self.expression()?;
        if self.at(Kind::End) {
            return Ok(expr);
        }
        Err(self.after_value(None))
    }

    pub(super) fn expression(&mut self) -> Parsed<Expr> {
        self.enter()?;
        let start = self.token.start;
        let mut expr = self.binary(1)?;
        if self.at(Kind::Question) {
            expr = self.conditional(expr, start)?;
        }
        self.depth -= 1;
        Ok(expr)
    }

    fn conditional(&mut self, condition: Expr, start: usize) -> Parsed<Expr> {
        let (question, mut height) = (self.token, self.height);
        self.advance();
        let yes = self.expression()?;
        height = height.max(self.height);
        if !self.take(Kind::Colon) {
            return Err(self.half_conditional(question));
        }
        let no = self.expression()?;
        self.height = height.max(self.height);
        self.node(Node::Conditional(Box::new([condition, yes, no])), start)
    }

    /// Operands with operators of this level or a higher one between them, the left ones first.
    fn binary(&mut self, least: u8) -> Parsed<Expr> {
        let start = self.token.start;
        let mut left = self.unary()?;
        while let Some((level, operator)) = self.operator()
            && level >= least
        {
            let height = self.height;
            self.take_operator();
            let right = self.binary(level + 1)?;
            self.height = height.max(self.height);
            left = self.node(Node::Binary(operator, Box::new([left, right])), start)?;
        }
        Ok(left)
    }

    fn operator(&self) -> Option<(u8, BinaryOperator)> {
        Some(match self.token.kind {
            Kind::Or => (1, BinaryOperator::Or),
            Kind::And => (2, BinaryOperator::And),
            Kind::Equal => (3, BinaryOperator::Equal),
            Kind::NotEqual => (3, BinaryOperator::NotEqual),
            Kind::Less => (4, BinaryOperator::Less),
            Kind::LessOrEqual => (4, BinaryOperator::LessOrEqual),
            Kind::Greater => (4, BinaryOperator::Greater),
            Kind::GreaterOrEqual => (4, BinaryOperator::GreaterOrEqual),
            Kind::Plus => (5, BinaryOperator::Add),
            Kind::Minus => (5, BinaryOperator::Subtract),
            Kind::Star => (6, BinaryOperator::Multiply),
            Kind::Slash => (6, BinaryOperator::Divide),
            Kind::Percent => (6, BinaryOperator::Remainder),
            Kind::Word => return self.word_for_operator(),
            _ => return None,
        })
    }

    fn unary(&mut self) -> Parsed<Expr> {
        let start = self.token.start;
        let operator = match self.token.kind {
            Kind::Not => UnaryOperator::Not,
            Kind::Minus => UnaryOperator::Negate,
            Kind::Word if self.is_not_in_words() => UnaryOperator::Not,
            _ => {
                let first = self.primary()?;
                return self.steps(first);
            }
        };
        self.enter()?;
        self.take_operator();
        let operand = self.unary()?;
        self.depth -= 1;
        match (operator, operand.as_literal().and_then(Value::as_number)) {
            (UnaryOperator::Negate, Some(number)) => {
                self.height = 0;
                self.node(Node::Literal(number.neg().into()), start)
            }
            _ => self.node(Node::Unary(operator, Box::new(operand)), start),
        }
    }

    fn primary(&mut self) -> Parsed<Expr> {
        match self.token.kind {
            Kind::Word => self.named(),
            Kind::Quote => self.quoted(),
            Kind::Number => Ok(self.number()),
            Kind::OpenParen => self.parenthesis(),
            Kind::OpenBracket => self.tuple(),
            Kind::OpenBrace => self.object(),
            Kind::Heredoc => self.heredoc(),
            _ => self.no_value(),
        }
    }

    fn parenthesis(&mut self) -> Parsed<Expr> {
        let outside = self.open(false);
        let mut expr = self.expression()?;
        while !self.close(outside) {
            let stop = self.after_value(self.open.last().copied());
            expr = self.go_on(stop)?;
        }
        Ok(expr)
    }

    /// A call, a constant, a loop variable, or a name that the scope answers.
    fn named(&mut self) -> Parsed<Expr> {
        let token = self.token;
        let text = self.text_of(token);
        self.advance();
        let node = match (self.token.kind, text) {
            (Kind::OpenParen | Kind::DoubleColon, _) => return self.call(token),
            (_, "true") => Node::Literal(true.into()),
            (_, "false") => Node::Literal(false.into()),
            (_, "null") => Node::Literal(Value::null()),
            _ => self.variable(Name::new(text)),
        };
        Ok(self.leaf(node, token.span()))
    }

    fn variable(&self, name: Name) -> Node {
        match self.slots.iter().rposition(|slot| *slot == Some(name)) {
            Some(slot) => Node::Slot(slot),
            None => Node::Root(name),
        }
    }

    fn number(&mut self) -> Expr {
        let token = self.token;
        self.advance();
        self.number_of(token)
    }

    pub(super) fn number_of(&mut self, token: Token) -> Expr {
        let text = self.text_of(token);
        let number = Number::parse(text);
        if number.is_none() {
            self.problem(format!("`{text}` is no number that can be held"), token.span(), None);
        }
        let node = Node::Literal(number.map_or_else(Value::null, Value::from));
        self.leaf(node, token.span())
    }
}
